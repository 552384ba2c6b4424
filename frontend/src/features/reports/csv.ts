import type { TFunction } from "i18next";
import type { Figures, Report } from "@/features/reports/types";
import { csv } from "@/lib/csv";

type Words = TFunction<"reports">;

/** Returns the report as CSV: a row of each day, then of each member. */
export function reportCsv(report: Report, t: Words): string {
  const head = [
    t("csv.of"),
    t("received"),
    t("csv.sent"),
    t("conversations"),
    t("agentAlone"),
    t("team"),
    t("nobody"),
    t("csv.response50"),
    t("csv.response90"),
    t("csv.resolution50"),
    t("csv.resolution90"),
  ];
  return csv([
    head,
    ...report.days.map(({ day, figures }) => row(day, figures)),
    ...report.members.map(({ member_id, name, figures }) => row(member_id ? (name ?? t("gone")) : t("phone"), figures)),
  ]);
}

function row(name: string, figures: Figures): (string | number | null)[] {
  const { first_response: first, resolution } = figures;
  return [
    name,
    figures.received,
    figures.sent,
    figures.conversations,
    figures.agent,
    figures.people,
    figures.nobody,
    first.p50,
    first.p90,
    resolution.p50,
    resolution.p90,
  ];
}
