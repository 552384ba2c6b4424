import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AlarmClock, BotOff, Hand } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Filters } from "@/features/inbox/filters";
import { LastLine } from "@/features/inbox/LastLine";
import { conversationQuery, historyQuery } from "@/features/inbox/queries";
import type { Conversation } from "@/features/inbox/types";
import { phone } from "@/lib/format/text";
import { exact, short, span } from "@/lib/format/time";
import { useBusinessId, usePlace } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { StateChip } from "@/ui/Chip";
import { classes } from "@/ui/classes";

type Props = { conversation: Conversation; open: boolean; filters: Filters };

/** One conversation of the list. Its history is fetched when the pointer or the focus comes near. */
export const ConversationRow = memo(function ConversationRow({ conversation, open, filters }: Props) {
  const { t } = useTranslation(["inbox", "common"]);
  const place = usePlace();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const { contact, last_message_at: at } = conversation;
  const unread = conversation.unread > 0 || conversation.marked_unread;
  const name = contact.name ?? (contact.phone ? phone(contact.phone) : contact.username) ?? t("inbox:unknown");
  const prefetch = () => {
    client.setQueryData(conversationQuery(businessId, conversation.id).queryKey, (old) => old ?? conversation);
    void client.prefetchInfiniteQuery(historyQuery(businessId, conversation.id));
  };
  return (
    <Link
      to="/inbox/{-$id}"
      params={{ id: conversation.id }}
      search={filters}
      preload={false}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      aria-current={open ? "page" : undefined}
      className={classes(
        "flex h-full items-center gap-3 border-transparent border-l-[3px] pr-4 pl-[13px] focus-visible:outline-offset-[-2px]",
        open ? "border-accent bg-raised" : "hover:bg-hover",
      )}
    >
      <span className="relative">
        <Avatar id={contact.id} name={contact.name} />
        {contact.assigned_to && (
          <Avatar
            id={contact.assigned_to}
            name={contact.assignee_name}
            size={20}
            className="absolute -right-1 -bottom-1 box-content border-2 border-surface"
          />
        )}
      </span>
      <span className="min-w-0 flex-1 self-stretch">
        <span
          className={classes(
            "flex h-full flex-col justify-center border-b",
            open ? "border-transparent" : "border-line",
          )}
        >
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium text-input">{name}</span>
            {at && (
              <time
                dateTime={at}
                title={exact(at, place)}
                className={classes(
                  "shrink-0 text-meta tabular-nums",
                  unread ? "font-medium text-accent-ink" : "text-ink-3",
                )}
              >
                {short(at, new Date(), place, t("common:yesterday"))}
              </time>
            )}
          </span>
          <span className="mt-0.5 flex h-5 items-center gap-1.5 text-ink-2 text-table">
            <span className="min-w-0 flex-1 truncate">
              <LastLine conversation={conversation} />
            </span>
            <Marks conversation={conversation} />
            {unread && (
              <span className="grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 font-semibold text-meta text-on-accent tabular-nums">
                <span className="sr-only">{t("inbox:list.unread")}</span>
                {conversation.unread > 99 ? "99+" : conversation.unread || "•"}
              </span>
            )}
          </span>
        </span>
      </span>
    </Link>
  );
});

function Marks({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("inbox");
  const place = usePlace();
  const { waiting_since: waiting, state, snoozed_until: until, bot, handover } = conversation;
  if (handover?.state === "open")
    return (
      <StateChip tone="warn" icon={Hand} small>
        {t("list.handed")}
      </StateChip>
    );
  if (waiting && state === "open" && !bot.on)
    return (
      <StateChip tone="warn" icon={Hand} small>
        {t("list.waits", { time: span(Date.now() - Date.parse(waiting), place) })}
      </StateChip>
    );
  if (state === "snoozed" && until)
    return (
      <StateChip tone="info" icon={AlarmClock} small>
        {short(until, new Date(), place, "")}
      </StateChip>
    );
  if (!bot.on) return <BotOff size={16} strokeWidth={1.9} className="text-ink-3" aria-label={t("bot.pausedShort")} />;
  return null;
}
