import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { count, lasting, percent } from "@/lib/format/number";
import { usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { WideBox } from "@/ui/WideBox";

type Row = {
  key: string;
  name: string;
  mark: ReactNode;
  attended: number;
  response: number | null;
  resolution: number | null;
};
type Props = { title: string; first: string; rows: Row[]; of: number };

/** Rows of how many conversations, which part of all, and how fast. */
export function FiguresTable({ title, first, rows, of }: Props) {
  const { t } = useTranslation("reports");
  const place = usePlace();
  const head = "px-3 font-medium text-ink-3 text-meta";
  return (
    <Card title={title}>
      <WideBox label={title}>
        <table className="w-full min-w-[460px] text-table tabular-nums">
          <thead>
            <tr className="h-9 border-line border-b">
              <th scope="col" className={`${head} pl-5 text-left`}>
                {first}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {t("attended")}
              </th>
              <th scope="col" className={`${head} text-left`}>
                {t("part")}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {t("response")}
              </th>
              <th scope="col" className={`${head} pr-5 text-right`}>
                {t("resolve")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, mark, attended, response, resolution }) => (
              <tr key={key} className="h-[52px] border-line border-b last:border-0">
                <th scope="row" className="px-3 pl-5 text-left font-medium">
                  <span className="flex items-center gap-3">
                    {mark}
                    <span className="truncate">{name}</span>
                  </span>
                </th>
                <td className="px-3 text-right">{count(attended, place)}</td>
                <td className="px-3">
                  <span className="flex items-center gap-3">
                    <span className="h-1.5 w-16 shrink-0 rounded-full bg-raised">
                      <span
                        className="block h-full rounded-full bg-accent"
                        style={{ width: `${of ? (attended / of) * 100 : 0}%` }}
                      />
                    </span>
                    <span className="text-ink-2">{of ? percent(attended / of, place) : "–"}</span>
                  </span>
                </td>
                <td className="px-3 text-right">{response === null ? "–" : lasting(response)}</td>
                <td className="px-3 pr-5 text-right">{resolution === null ? "–" : lasting(resolution)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideBox>
    </Card>
  );
}
