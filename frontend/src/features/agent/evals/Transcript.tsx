import { Wrench } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TrialDetail } from "@/features/agent/evals/queries";

/** All that was said, and the tools that were called. */
export function Transcript({ lines }: { lines: TrialDetail["transcript"] }) {
  const { t } = useTranslation("evals");
  const who = (author: string) =>
    author === "customer"
      ? t("customer")
      : author === "agent"
        ? t("agent")
        : author === "system"
          ? t("system")
          : t("person");
  return (
    <ol className="my-1 flex flex-col gap-0.5 text-table">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a trial that is over do not change
        <li key={at} className="[overflow-wrap:anywhere]">
          <span className="text-ink-2">{who(line.author)}: </span>
          {line.text}
          {line.tools.length > 0 && (
            <span className="ml-1.5 inline-flex items-center gap-1 text-ink-2 text-meta">
              <Wrench size={12} strokeWidth={2} aria-hidden /> {line.tools.join(", ")}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
