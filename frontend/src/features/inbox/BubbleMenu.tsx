import { Copy, CornerUpLeft, FlaskConical, Info, Waypoints } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useConversationActions } from "@/features/inbox/actions";
import { useChat } from "@/features/inbox/chat_context";
import type { Conversation, Message } from "@/features/inbox/types";
import { useRecordCase } from "@/features/inbox/use_record_case";
import { exact } from "@/lib/format/time";
import { useMay, usePlace } from "@/lib/session/me";
import { MenuBox, MenuItem, MenuLine } from "@/ui/Menu";
import { notify } from "@/ui/notify";

const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** What one can do with a message: react, answer, copy. It is open as long as it is there. */
export function BubbleMenu({
  message,
  conversation,
  onClose,
}: {
  message: Message;
  conversation: Conversation;
  onClose: () => void;
}) {
  const { t } = useTranslation("inbox");
  const place = usePlace();
  const chat = useChat();
  const act = useConversationActions(conversation);
  const maySend = useMay("messages:send");
  const mayTest = useMay("agent:write");
  const record = useRecordCase(conversation.id);
  const out = message.direction === "out";
  const reactable = maySend && !message.revoked_at && message.status !== "failed" && message.status !== "queued";
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger aria-hidden tabIndex={-1} className="pointer-events-none absolute top-0 right-0 size-0" />
      <MenuBox align={out ? "end" : "start"}>
        {reactable && (
          <>
            <div className="flex">
              {QUICK.map((emoji) => (
                <Radix.Item
                  key={emoji}
                  aria-label={t("message.reactWith", { emoji })}
                  onSelect={() => act.react(message.id, emoji)}
                  className="grid size-11 cursor-pointer place-items-center rounded-control text-[22px] outline-none data-highlighted:bg-hover phone:size-10"
                >
                  {emoji}
                </Radix.Item>
              ))}
            </div>
            <MenuLine />
          </>
        )}
        {maySend && (
          <MenuItem icon={CornerUpLeft} onSelect={() => chat.quote(message)}>
            {t("message.reply")}
          </MenuItem>
        )}
        {message.text && (
          <MenuItem
            icon={Copy}
            onSelect={() => {
              void navigator.clipboard.writeText(message.text ?? "").then(() => notify(t("message.copied")));
            }}
          >
            {t("message.copy")}
          </MenuItem>
        )}
        {message.author === "agent" && (
          <MenuItem icon={Waypoints} onSelect={() => chat.why(message.id)}>
            {t("message.why")}
          </MenuItem>
        )}
        {message.author === "agent" && mayTest && (
          <MenuItem icon={FlaskConical} onSelect={() => record(message.id)}>
            {t("chat.recordCase")}
          </MenuItem>
        )}
        <MenuLine />
        <p className="flex items-center gap-3 px-3 py-2 text-ink-2 text-meta">
          <Info size={14} strokeWidth={2} aria-hidden />
          {out
            ? `${t(`statuses.${message.status}`)} · ${exact(message.status_at, place)}`
            : exact(message.sent_at, place)}
        </p>
      </MenuBox>
    </Radix.Root>
  );
}
