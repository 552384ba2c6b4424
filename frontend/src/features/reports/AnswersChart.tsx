import { useTranslation } from "react-i18next";
import type { Report } from "@/features/reports/types";
import { count } from "@/lib/format/number";
import { calendarDay, shortDay } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { BarChart } from "@/ui/BarChart";
import { Card } from "@/ui/Card";
import { Legend } from "@/ui/Legend";

const MOST_TICKS = 6;

/** Who answered, day by day. */
export function AnswersChart({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const place = usePlace();
  const series = [
    { name: t("agent"), colour: "var(--color-accent)" },
    { name: t("team"), colour: "var(--color-team)" },
    { name: t("nobody"), colour: "var(--color-nobody)" },
  ];
  const step = Math.ceil(report.days.length / MOST_TICKS);
  return (
    <Card title={t("byDay")} aside={<Legend series={series} />}>
      <div className="p-5 pt-3">
        <BarChart
          label={t("byDay")}
          series={series}
          format={(value) => count(value, place)}
          columns={report.days.map(({ day, figures }, at) => ({
            key: day,
            title: calendarDay(day, place),
            ...(at % step === 0 ? { tick: shortDay(day, place) } : {}),
            values: [figures.agent, figures.people, figures.nobody],
          }))}
        />
      </div>
    </Card>
  );
}
