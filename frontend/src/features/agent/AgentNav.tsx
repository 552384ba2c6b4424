import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

const PAGES = [
  { to: "/agent/knowledge", name: "knowledge" },
  { to: "/agent/tools", name: "tools" },
  { to: "/agent/lessons", name: "lessons" },
  { to: "/agent/bench", name: "bench" },
] as const;

/** The pages of the agent, beside each other. */
export function AgentNav() {
  const { t } = useTranslation("agent");
  return (
    <nav aria-label={t("title")} className="mb-4 flex gap-6 overflow-x-auto border-line border-b">
      {PAGES.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          className="-mb-px shrink-0 border-transparent border-b-2 py-2.5 font-medium text-ink-2 hover:text-ink"
          activeProps={{ className: "!border-accent !text-ink" }}
        >
          {t(`pages.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
