import { useTranslation } from "react-i18next";
import { useConversationActions } from "@/features/inbox/actions";
import type { Conversation, Message } from "@/features/inbox/types";
import { hour } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";

/** Why a message failed or waits, and what one can do. */
export function Trouble({ message, conversation }: { message: Message; conversation: Conversation }) {
  const { t, i18n } = useTranslation("inbox");
  const place = usePlace();
  const act = useConversationActions(conversation);
  const language = i18n.resolvedLanguage === "en" ? "en" : "es";
  const row =
    "mt-1 flex min-h-6 max-w-[85%] flex-wrap items-center gap-x-3 rounded-small px-2 py-0.5 text-meta phone:max-w-[76%]";
  const link = "min-h-6 font-medium underline";
  if (message.status === "failed")
    return (
      <p className={classes(row, "bg-danger-soft text-danger")}>
        {message.failure?.reason[language] ?? t("statuses.failed")}
        {message.can_retry && (
          <button type="button" className={link} onClick={() => act.retry(message.id)}>
            {t("message.retry")}
          </button>
        )}
      </p>
    );
  if (message.status === "unconfirmed")
    return (
      <p className={classes(row, "bg-warn-soft text-warn")}>
        {t("message.unconfirmed")}
        <button type="button" className={link} onClick={() => act.retry(message.id)}>
          {t("message.sendAgain")}
        </button>
        <button type="button" className={link} onClick={() => act.giveUp(message.id)}>
          {t("message.giveUp")}
        </button>
      </p>
    );
  if (message.waiting)
    return (
      <p className={classes(row, "bg-surface/70 text-ink-2")}>
        {message.waiting.reason[language]}
        {message.waiting.until && ` ${t("message.until", { hour: hour(message.waiting.until, place) })}`}
      </p>
    );
  return null;
}
