import { useTranslation } from "react-i18next";
import type { TodayReport } from "@/features/start/types";
import { count } from "@/lib/format/number";
import { hour, weekday } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { BarChart } from "@/ui/BarChart";
import { Card } from "@/ui/Card";
import { Legend } from "@/ui/Legend";

const COLOURS = ["var(--color-accent)", "var(--color-team)", "var(--color-nobody)"];

/** Conversations by the hour they began in; the hours to come are those of a usual day. */
export function HoursChart({ report }: { report: TodayReport }) {
  const { t } = useTranslation("start");
  const place = usePlace();
  const now = Number(hour(report.now, place).split(":")[0]);
  const alive = report.hours.filter(({ agent, people, nobody, usual }) => agent + people + nobody + usual > 0);
  const [first, last] = [
    Math.min(...alive.map((each) => each.hour), 8),
    Math.max(...alive.map((each) => each.hour), 20),
  ];
  const series = [t("agent"), t("team"), t("nobody")].map((name, at) => ({ name, colour: COLOURS[at] ?? "" }));
  const usualDay = t("usual", { day: weekday(report.now, place) });
  return (
    <Card
      title={t("byHour")}
      aside={<Legend series={[...series, { name: usualDay, colour: "var(--color-line-2)" }]} />}
    >
      <div className="p-5 pt-3">
        <BarChart
          label={t("byHour")}
          series={series}
          ghostName={usualDay}
          format={(value) => count(value, place)}
          columns={report.hours.slice(first, last + 1).map((each) => ({
            key: String(each.hour),
            title: `${each.hour} h`,
            tick: `${each.hour} h`,
            strong: each.hour === now,
            values: [each.agent, each.people, each.nobody],
            ...(each.hour > now ? { ghost: each.usual } : {}),
          }))}
        />
      </div>
    </Card>
  );
}
