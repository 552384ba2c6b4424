import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Figures, Report } from "@/features/reports/types";
import { count, lasting, percent } from "@/lib/format/number";
import { usePlace } from "@/lib/session/me";
import { Delta } from "@/ui/Delta";

/** Five figures of the period, each beside the period before. */
export function FiguresStrip({ report: { total, before } }: { report: Report }) {
  const { t } = useTranslation("reports");
  const place = usePlace();
  const more = (by: number) => t(by < 0 ? "less" : "more");
  const times = (of: (figures: Figures) => number | null) => {
    const [now, then] = [of(total), of(before)];
    if (now === null || then === null) return null;
    const by = Math.round(now - then);
    return <Delta by={by} amount={lasting(Math.abs(by))} words={more(by)} same={t("same")} good="less" />;
  };
  const amounts = (now: number, then: number) => {
    if (then === 0) return null;
    const by = Math.round((now / then - 1) * 100) / 100;
    return <Delta by={by} amount={percent(Math.abs(by), place)} words={more(by)} same={t("same")} good="more" />;
  };
  const points = Math.round((part(total) - part(before)) * 100);
  return (
    <div className="grid grid-cols-2 overflow-hidden rounded-card border border-line bg-surface max-lg:[&>*:nth-child(n+3)]:border-t lg:grid-cols-5">
      <Cell name={t("conversations")} value={count(total.conversations, place)}>
        {amounts(total.conversations, before.conversations)}
      </Cell>
      <Cell
        name={t("agentAlone")}
        value={total.conversations ? percent(part(total), place) : "–"}
        beside={count(total.agent, place)}
      >
        {before.conversations > 0 && (
          <Delta
            by={points}
            amount={t("points", { count: Math.abs(points) })}
            words={more(points)}
            same={t("same")}
            good="more"
          />
        )}
      </Cell>
      <Cell
        name={t("firstResponse")}
        value={time(total.first_response.p50)}
        beside={
          total.first_response_people.p50 === null ? "" : t("ofTeam", { time: time(total.first_response_people.p50) })
        }
      >
        {times((figures) => figures.first_response.p50)}
      </Cell>
      <Cell name={t("resolution")} value={time(total.resolution.p50)}>
        {times((figures) => figures.resolution.p50)}
      </Cell>
      <Cell
        name={t("received")}
        value={count(total.received, place)}
        beside={t("sent", { count: total.sent, amount: count(total.sent, place) })}
      >
        {amounts(total.received, before.received)}
      </Cell>
    </div>
  );
}

type CellProps = { name: string; value: string; beside?: string; children: ReactNode };

function Cell({ name, value, beside, children }: CellProps) {
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

function part({ agent, conversations }: Figures): number {
  return conversations ? agent / conversations : 0;
}

function time(seconds: number | null): string {
  return seconds === null ? "–" : lasting(seconds);
}
