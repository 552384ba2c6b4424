import { useTranslation } from "react-i18next";
import type { Report } from "@/features/reports/types";
import { count } from "@/lib/format/number";
import { weekdayName } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { WideBox } from "@/ui/WideBox";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const USUAL = { first: 7, last: 20 };

/** When customers write: the darker, the more. */
export function HeatMap({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const place = usePlace();
  const amounts = new Map(report.hours.map(({ weekday, hour, received }) => [`${weekday} ${hour}`, received]));
  const alive = report.hours.map(({ hour }) => hour);
  const first = Math.min(USUAL.first, ...alive);
  const last = Math.max(USUAL.last, ...alive);
  const hours = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const most = Math.max(1, ...amounts.values());
  return (
    <Card title={t("byHour")} aside={<Scale />}>
      <WideBox label={t("byHour")} className="p-5">
        <table className="w-full border-separate border-spacing-[3px] text-meta">
          <thead>
            <tr>
              <td />
              {hours.map((hour) => (
                <th key={hour} scope="col" className="font-normal text-[11px] text-ink-3">
                  {hours.length > 16 && hour % 2 ? <span className="sr-only">{hour}</span> : hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((weekday) => (
              <tr key={weekday}>
                <th scope="row" className="pr-2 text-left font-normal text-ink-2 capitalize">
                  {weekdayName(weekday, place)}
                </th>
                {hours.map((hour) => {
                  const amount = amounts.get(`${weekday} ${hour}`) ?? 0;
                  const strength = amount === 0 ? 6 : 14 + Math.round((amount / most) * 86);
                  return (
                    <td
                      key={hour}
                      title={`${weekdayName(weekday, place)} ${hour} h: ${count(amount, place)}`}
                      className="h-5 min-w-2 rounded-[3px]"
                      style={{
                        background: `color-mix(in srgb, var(--color-accent) ${strength}%, var(--color-raised))`,
                      }}
                    >
                      <span className="sr-only">{count(amount, place)}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </WideBox>
    </Card>
  );
}

function Scale() {
  const { t } = useTranslation("reports");
  return (
    <span aria-hidden className="flex items-center gap-2 text-ink-2 text-meta">
      {t("few")}
      <span className="h-2 w-14 rounded-full bg-linear-to-r from-raised to-accent" />
      {t("many")}
    </span>
  );
}
