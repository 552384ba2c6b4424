import { Bot, Smartphone } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FiguresTable } from "@/features/reports/FiguresTable";
import type { Report } from "@/features/reports/types";
import { Avatar } from "@/ui/Avatar";

/** Who answered how much and how fast: the agent first, then the team. */
export function MembersTable({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const { total } = report;
  const people = report.members
    .filter(({ figures }) => figures.people + figures.sent > 0)
    .sort((a, b) => b.figures.people - a.figures.people)
    .map(({ member_id: id, name, figures }) => ({
      key: id ?? "phone",
      name: id ? (name ?? t("gone")) : t("phone"),
      mark: id ? <Avatar id={id} name={name} size={32} /> : <Mark icon={<Smartphone size={18} aria-hidden />} />,
      attended: figures.people,
      response: figures.first_response_people.p50,
      resolution: figures.resolution.p50,
    }));
  const agent = {
    key: "agent",
    name: t("agent"),
    mark: <Mark icon={<Bot size={18} aria-hidden />} />,
    attended: total.agent,
    response: total.first_response_agent.p50,
    resolution: null,
  };
  return <FiguresTable title={t("byMember")} first={t("name")} rows={[agent, ...people]} of={total.conversations} />;
}

function Mark({ icon }: { icon: ReactNode }) {
  return (
    <span className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-ink">{icon}</span>
  );
}
