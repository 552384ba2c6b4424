import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { lessonCountsQuery } from "@/features/agent/lessons/queries";
import { TABS } from "@/features/agent/tabs";
import { useBusinessId } from "@/lib/session/me";

/** The pages of the agent; lessons with how many wait. */
export function AgentNav() {
  const { t } = useTranslation("agent");
  const proposed = useQuery(lessonCountsQuery(useBusinessId())).data?.proposed ?? 0;
  return (
    <nav aria-label={t("title")} className="mb-4 flex gap-6 overflow-x-auto border-line border-b">
      {TABS.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true }}
          className="-mb-px flex shrink-0 items-center gap-2 border-transparent border-b-2 py-2.5 font-medium text-ink-2 hover:text-ink"
          activeProps={{ className: "!border-accent !text-ink" }}
        >
          {t(`pages.${name}`)}
          {name === "lessons" && proposed > 0 && (
            <span className="rounded-small bg-raised px-1.5 text-ink-2 text-meta tabular-nums">{proposed}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
