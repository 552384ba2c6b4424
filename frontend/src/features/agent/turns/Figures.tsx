import { useTranslation } from "react-i18next";
import { dollars, took } from "@/features/agent/turns/figures";
import type { Turn } from "@/features/agent/turns/queries";
import { count, percent } from "@/lib/format/number";
import { usePlace } from "@/lib/session/me";

/** What a turn took, in one row. */
export function Figures({ turn }: { turn: Turn }) {
  const { t } = useTranslation("agent");
  const place = usePlace();
  const cached = turn.input_tokens > 0 ? turn.cached_tokens / turn.input_tokens : 0;
  const tools = turn.steps.filter(({ kind }) => kind === "tool").length;
  return (
    <dl className="grid grid-cols-3 border-line border-b phone:flex">
      {turn.milliseconds !== null && <Figure name={t("turn.figures.time")} value={took(turn.milliseconds, place)} />}
      <Figure name={t("turn.figures.calls")} value={count(turn.calls, place)} />
      <Figure
        name={t("turn.figures.tokens")}
        value={count(turn.input_tokens + turn.output_tokens, place)}
        note={cached > 0 ? t("turn.figures.cached", { part: percent(cached, place) }) : ""}
      />
      <Figure name={t("turn.figures.tools")} value={count(tools, place)} />
      {turn.cost_micros !== null && (
        <Figure name={t("turn.figures.cost")} value={dollars(turn.cost_micros, place)} note="USD" />
      )}
    </dl>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="flex-1 px-4 py-2.5 phone:border-line phone:px-5 phone:not-last:border-r">
      <dt className="whitespace-nowrap text-ink-2 text-meta">{name}</dt>
      <dd className="whitespace-nowrap font-semibold text-input tabular-nums">
        {value} {note && <span className="font-normal text-ink-2 text-meta">{note}</span>}
      </dd>
    </div>
  );
}
