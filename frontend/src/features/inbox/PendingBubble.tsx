import { Clock, CloudOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/lib/api/problem";
import { hour } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { drop, type Pending, tryAgain } from "@/lib/outbox/outbox";
import { usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { FormattedText } from "@/ui/FormattedText";

/** What was written here and has not reached the API yet. */
export function PendingBubble({ pending, first }: { pending: Pending; first: boolean }) {
  const { t } = useTranslation("inbox");
  const text = useProblemText();
  const place = usePlace();
  const { content, state } = pending;
  const words =
    "body" in content && content.body
      ? content.body
      : "caption" in content && content.caption
        ? content.caption
        : t(`kinds.${content.type === "saved_template" ? "template" : content.type}`);
  const reason =
    pending.problem === "waited_long"
      ? t("message.waitedLong")
      : pending.problem && text(new Problem(400, { code: pending.problem as "window_closed" }));
  const link = "font-medium underline";
  return (
    <div className={classes("flex flex-col items-end", first ? "pt-3" : "pt-0.5")}>
      <div
        className={classes(
          "max-w-[85%] animate-rise rounded-bubble px-2 py-1.5 text-input phone:max-w-[min(76%,560px)] phone:text-body",
          content.type === "note" ? "bg-bubble-note" : "bg-bubble-out",
        )}
      >
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <FormattedText text={words} />
          <span className="float-right mt-1 ml-3 flex items-center gap-1 text-[11px] text-ink-2 leading-4">
            {hour(pending.at, place)}
            {state === "offline" ? (
              <CloudOff size={14} strokeWidth={2} aria-label={t("message.willBeSent")} />
            ) : (
              <Clock size={14} strokeWidth={2} aria-label={t("statuses.sending")} />
            )}
          </span>
        </p>
      </div>
      {state === "failed" && (
        <p
          role="alert"
          className="mt-1 flex min-h-6 flex-wrap items-center gap-x-3 rounded-small bg-danger-soft px-2 text-danger text-meta"
        >
          {reason}
          <button type="button" className={link} onClick={() => tryAgain(pending.clientId)}>
            {t("message.retry")}
          </button>
          <button type="button" className={link} onClick={() => drop(pending.clientId)}>
            {t("message.discard")}
          </button>
        </p>
      )}
    </div>
  );
}
