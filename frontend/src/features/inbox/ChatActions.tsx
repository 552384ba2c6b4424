import { AlarmClock, CircleCheck, EllipsisVertical, FlaskConical, MailOpen, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useConversationActions } from "@/features/inbox/actions";
import { snoozeTimes } from "@/features/inbox/snooze_times";
import type { Conversation } from "@/features/inbox/types";
import { useRecordCase } from "@/features/inbox/use_record_case";
import { useMay, usePlace } from "@/lib/session/me";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";

/** Snooze, close or open again, mark unread. */
export function ChatActions({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("inbox");
  const place = usePlace();
  const act = useConversationActions(conversation);
  const maySend = useMay("messages:send");
  const mayTest = useMay("agent:write");
  const record = useRecordCase(conversation.id);
  if (!maySend) return null;
  const closed = conversation.state === "closed";
  return (
    <>
      <Menu
        trigger={
          <IconButton
            icon={AlarmClock}
            label={t("chat.snooze")}
            pressed={conversation.state === "snoozed"}
            className="hidden phone:grid"
          />
        }
      >
        {snoozeTimes(new Date(), place).map(({ name, at }) => (
          <MenuItem key={name} onSelect={() => act.snooze(at)}>
            {t(`snooze.${name}`)}
          </MenuItem>
        ))}
      </Menu>
      <IconButton
        icon={closed ? RotateCcw : CircleCheck}
        label={closed ? t("chat.reopen") : t("chat.close")}
        onClick={() => (closed ? act.reopen() : act.close())}
      />
      <Menu trigger={<IconButton icon={EllipsisVertical} label={t("chat.more")} />}>
        <MenuItem icon={MailOpen} onSelect={act.markUnread}>
          {t("chat.markUnread")}
        </MenuItem>
        {snoozeTimes(new Date(), place).map(({ name, at }) => (
          <MenuItem key={name} icon={AlarmClock} onSelect={() => act.snooze(at)}>
            {t("chat.snoozeUntil", { when: t(`snooze.${name}`) })}
          </MenuItem>
        ))}
        {mayTest && (
          <MenuItem icon={FlaskConical} onSelect={() => record(null)}>
            {t("chat.recordCase")}
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
