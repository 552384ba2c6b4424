import { Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FiguresTable } from "@/features/reports/FiguresTable";
import type { Report } from "@/features/reports/types";

/** The same by the number customers wrote to. */
export function NumbersTable({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const rows = report.numbers
    .sort((a, b) => b.figures.conversations - a.figures.conversations)
    .map(({ instance_id: id, name, figures }) => ({
      key: id,
      name: name ?? t("gone"),
      mark: <Smartphone size={18} strokeWidth={1.75} aria-hidden className="text-ink-2" />,
      attended: figures.conversations,
      response: figures.first_response.p50,
      resolution: figures.resolution.p50,
    }));
  return <FiguresTable title={t("byNumber")} first={t("number")} rows={rows} of={report.total.conversations} />;
}
