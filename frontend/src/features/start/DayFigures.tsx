import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Figures, TodayReport } from "@/features/start/types";
import { count, lasting, percent } from "@/lib/format/number";
import { weekday } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { Delta } from "@/ui/Delta";
import { Sparkline } from "@/ui/Sparkline";

/** Four figures of the day, each beside a usual day of the same name. */
export function DayFigures({ report }: { report: TodayReport }) {
  const { t } = useTranslation("start");
  const place = usePlace();
  const { total, usual, usual_days: days } = report;
  const than = { day: weekday(report.now, place) };
  const lines = (value: (figures: Figures) => number) => report.days.map(({ figures }) => value(figures));
  const mean = (value: number) => (days ? value / days : 0);
  const conversations = compare(total.conversations, mean(usual.conversations));
  const nobody = Math.round(total.nobody - mean(usual.nobody));
  const points = Math.round((agentPart(total) - agentPart(usual)) * 100);
  const response = total.first_response.p50;
  const faster =
    response !== null && usual.first_response.p50 !== null ? Math.round(response - usual.first_response.p50) : null;
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4">
      <Figure
        name={t("figures.conversations")}
        value={count(total.conversations, place)}
        line={lines((of) => of.conversations)}
      >
        {days > 0 && conversations !== null && (
          <Delta
            by={conversations}
            amount={percent(Math.abs(conversations), place)}
            words={t(conversations < 0 ? "figures.fewer" : "figures.more", than)}
            same={t("figures.same", than)}
            good="more"
          />
        )}
      </Figure>
      <Figure
        name={t("figures.agent")}
        value={total.conversations ? percent(agentPart(total), place) : "–"}
        line={lines((of) => agentPart(of) * 100)}
      >
        {days > 0 && total.conversations > 0 && (
          <Delta
            by={points}
            amount={t("figures.points", { count: Math.abs(points) })}
            words={t(points < 0 ? "figures.fewer" : "figures.more", than)}
            same={t("figures.same", than)}
            good="more"
          />
        )}
      </Figure>
      <Figure
        name={t("figures.response")}
        value={response === null ? "–" : lasting(response)}
        line={lines((of) => of.first_response.p50 ?? 0)}
      >
        {faster !== null && (
          <Delta
            by={faster}
            amount={lasting(Math.abs(faster))}
            words={t(faster < 0 ? "figures.fewer" : "figures.more", than)}
            same={t("figures.same", than)}
            good="less"
          />
        )}
      </Figure>
      <Figure name={t("figures.nobody")} value={count(total.nobody, place)} line={lines((of) => of.nobody)}>
        {days > 0 && (
          <Delta
            by={nobody}
            amount={count(Math.abs(nobody), place)}
            words={t(nobody < 0 ? "figures.fewer" : "figures.more", than)}
            same={t("figures.same", than)}
            good="less"
          />
        )}
      </Figure>
    </div>
  );
}

type FigureProps = { name: string; value: string; line: number[]; children: ReactNode };

function Figure({ name, value, line, children }: FigureProps) {
  return (
    <section aria-label={name} className="rounded-card border border-line bg-surface px-4 py-3.5">
      <h2 className="font-medium text-ink-2 text-table">{name}</h2>
      <div className="flex items-end justify-between gap-2">
        <p className="py-1 font-semibold text-figure tabular-nums">{value}</p>
        <span className="hidden phone:block">
          <Sparkline values={line} />
        </span>
      </div>
      {children}
    </section>
  );
}

function agentPart({ agent, conversations }: Figures): number {
  return conversations ? agent / conversations : 0;
}

/** Returns by which part a value is more than the usual one; null where nothing is usual. */
function compare(value: number, usual: number): number | null {
  return usual > 0 ? Math.round((value / usual - 1) * 100) / 100 : null;
}
