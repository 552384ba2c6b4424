import { Paperclip } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BenchMessage } from "@/features/agent/bench/queries";
import { exact, hour } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { FormattedText } from "@/ui/FormattedText";

const WHO = { customer: "customer", agent: "agent", system: "system" } as const;

/** A message: the customer's at the left, the agent's at the right. first: of those that stand together. */
export function BenchBubble({ message, first }: { message: BenchMessage; first: boolean }) {
  const { t } = useTranslation("bench");
  const place = usePlace();
  const out = message.author !== "customer";
  return (
    <article
      aria-label={t(WHO[message.author])}
      className={classes("flex", first && "mt-2", out ? "justify-end" : "justify-start")}
    >
      <div
        className={classes(
          "relative min-w-0 max-w-[82%] rounded-bubble px-2 py-1.5 text-input shadow-[0_1px_1px_rgb(0_0_0/.08)] phone:text-body",
          out ? "bg-bubble-out" : "bg-bubble-in",
          first && "before:absolute before:top-0 before:h-3 before:w-2",
          first &&
            (out
              ? "rounded-tr-none before:-right-2 before:bg-bubble-out before:[clip-path:polygon(0_0,100%_0,0_100%)]"
              : "rounded-tl-none before:-left-2 before:bg-bubble-in before:[clip-path:polygon(100%_0,0_0,100%_100%)]"),
        )}
      >
        {out && first && <p className="font-medium text-accent-ink text-meta">{t(WHO[message.author])}</p>}
        {message.filename && (
          <p className="flex items-center gap-1.5 font-medium">
            <Paperclip size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <span className="min-w-0 truncate">{message.filename}</span>
          </p>
        )}
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <FormattedText text={message.text ?? ""} />
          <time
            dateTime={message.sent_at}
            title={exact(message.sent_at, place)}
            className="float-right mt-1 ml-3 whitespace-nowrap text-[11px] text-ink-2 leading-4 tabular-nums"
          >
            {hour(message.sent_at, place)}
          </time>
        </p>
      </div>
    </article>
  );
}
