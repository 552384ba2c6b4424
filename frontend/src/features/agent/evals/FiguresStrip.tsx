import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Figures } from "@/features/agent/evals/queries";
import { dollars, share } from "@/features/agent/evals/words";
import { count } from "@/lib/format/number";
import { usePlace } from "@/lib/session/me";
import { Delta } from "@/ui/Delta";

const LEAST_MICROS = 50; // less is not seen with four decimals

type Props = { now: Figures; before: Figures | null; trials: number };

const part = (some: number, all: number) => (all > 0 ? some / all : null);

/** Five figures of a run, each beside the run before. */
export function FiguresStrip({ now, before, trials }: Props) {
  const { t } = useTranslation("evals");
  const place = usePlace();
  const shown = (value: number | null) => (value === null ? "–" : share(value, place.language));
  const points = (of: (figures: Figures) => number | null) => {
    const [is, was] = [of(now), before && of(before)];
    if (is === null || was === null) return null;
    const by = Math.round((is - was) * 1000) / 10;
    const amount = t("points", { count: Math.abs(by), amount: count(Math.abs(by), place) });
    return <Delta by={by} amount={amount} words="" same={t("same")} good="more" />;
  };
  const first = (figures: Figures) => part(figures.passed, figures.done);
  const always = (figures: Figures) => part(figures.passed_always, figures.finished_cases);
  const tools = (figures: Figures) => part(figures.tools_right, figures.tool_points);
  const cost = now.cost_per_answer_micros;
  const was = before?.cost_per_answer_micros ?? null;
  return (
    <div className="grid grid-cols-2 overflow-hidden rounded-card border border-line bg-surface max-lg:[&>*:nth-child(n+3)]:border-t lg:grid-cols-5">
      <Cell name={t("passed")} value={shown(first(now))} beside={t("ofAll", { some: now.passed, all: now.done })}>
        {points(first)}
      </Cell>
      <Cell
        name={t("passedAlways", { count: trials })}
        value={shown(always(now))}
        beside={t("ofAll", { some: now.passed_always, all: now.finished_cases })}
      >
        {points(always)}
      </Cell>
      <Cell name={t("invented")} value={count(now.invented, place)} beside={t("ofMessages", { count: now.said })}>
        {before && now.said > 0 && (
          <Delta
            by={now.invented - before.invented}
            amount={count(Math.abs(now.invented - before.invented), place)}
            words={t(now.invented < before.invented ? "less" : "more")}
            same={t("same")}
            good="less"
          />
        )}
      </Cell>
      <Cell name={t("firstTool")} value={shown(tools(now))}>
        {points(tools)}
      </Cell>
      <Cell name={t("cost")} value={cost === null ? "–" : dollars(cost, place.language)}>
        {cost !== null && was !== null && (
          <Delta
            by={Math.abs(cost - was) < LEAST_MICROS ? 0 : cost - was}
            amount={dollars(Math.abs(cost - was), place.language)}
            words="USD"
            same={t("same")}
            good="neither"
          />
        )}
      </Cell>
    </div>
  );
}

function Cell({
  name,
  value,
  beside,
  children,
}: {
  name: string;
  value: string;
  beside?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={name}
      className="min-w-0 border-line px-5 py-3.5 max-lg:even:border-l max-lg:last:col-span-2 lg:not-first:border-l"
    >
      <h2 className="text-ink-2 text-table">{name}</h2>
      <p className="my-0.5 flex flex-wrap items-baseline gap-x-1.5">
        <span className="font-semibold text-[24px] leading-8 tabular-nums">{value}</span>
        {beside && <span className="text-ink-2 text-table">{beside}</span>}
      </p>
      {children}
    </section>
  );
}
