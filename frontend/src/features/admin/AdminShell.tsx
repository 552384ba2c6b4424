import "@fontsource-variable/jetbrains-mono/wght.css";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Building2, Cpu, LogOut, type LucideIcon, Terminal, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NoEntry } from "@/features/admin/NoEntry";
import { useMe } from "@/lib/session/me";
import { logOut } from "@/lib/session/session";
import { Avatar } from "@/ui/Avatar";
import { Logo } from "@/ui/Logo";

type Entry = {
  to: "/admin/console" | "/admin/businesses" | "/admin/users" | "/admin/models";
  name: "console" | "businesses" | "users" | "models";
  icon: LucideIcon;
};

const GROUPS: { name?: "customers" | "agent"; entries: Entry[] }[] = [
  { entries: [{ to: "/admin/console", name: "console", icon: Terminal }] },
  {
    name: "customers",
    entries: [
      { to: "/admin/businesses", name: "businesses", icon: Building2 },
      { to: "/admin/users", name: "users", icon: Users },
    ],
  },
  { name: "agent", entries: [{ to: "/admin/models", name: "models", icon: Cpu }] },
];

const SMALL = "grid size-11 shrink-0 place-items-center rounded-bubble hover:bg-night-chosen phone:size-9";

/** The super admin's pages beside their own dark rail; at the top on a phone. Others read why they are not let in. */
export function AdminShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation("admin");
  const me = useMe();
  if (!me.super_admin || !me.second_factor_passed) return <NoEntry />;
  return (
    <div className="flex h-dvh flex-col overflow-hidden phone:flex-row">
      <nav
        aria-label={t("label")}
        className="flex shrink-0 items-center gap-1 overflow-x-auto bg-night px-3 text-night-2 phone:w-[220px] phone:flex-col phone:items-stretch phone:overflow-y-auto phone:pb-3"
      >
        <div className="flex shrink-0 items-center gap-3 py-3 pr-2 phone:px-2 phone:py-4">
          <Logo size={32} />
          <div className="hidden phone:block">
            <p className="font-semibold text-night-ink">Recado</p>
            <p className="text-meta">{t("platform")}</p>
          </div>
        </div>
        {GROUPS.map(({ name, entries }) => (
          <div key={name ?? "first"} className="flex shrink-0 gap-1 phone:flex-col">
            {name && <h2 className="hidden px-2.5 pt-4 pb-1.5 text-meta phone:block">{t(`groups.${name}`)}</h2>}
            {entries.map((entry) => (
              <RailLink key={entry.name} {...entry} />
            ))}
          </div>
        ))}
        <span className="flex-1" />
        <div className="flex shrink-0 items-center gap-3 border-night-line phone:gap-2 phone:border-t phone:pt-3">
          <Avatar id={me.id} name={me.name} size={32} picture={me.avatar_url} className="hidden phone:grid" />
          <div className="hidden min-w-0 flex-1 phone:block">
            <p className="truncate font-semibold text-night-ink text-table">{me.name}</p>
            <p className="text-meta">{t("superAdmin")}</p>
          </div>
          {me.business_id && (
            <Link to="/" aria-label={t("toApp")} title={t("toApp")} className={SMALL}>
              <ArrowLeft size={18} strokeWidth={1.75} aria-hidden />
            </Link>
          )}
          <button
            type="button"
            aria-label={t("logOut")}
            title={t("logOut")}
            onClick={() => void logOut()}
            className={SMALL}
          >
            <LogOut size={18} strokeWidth={1.75} aria-hidden />
          </button>
        </div>
      </nav>
      <main className="min-h-0 min-w-0 flex-1 overflow-hidden">{children}</main>
    </div>
  );
}

function RailLink({ to, name, icon: Icon }: Entry) {
  const { t } = useTranslation("admin");
  return (
    <Link
      to={to}
      className="flex h-11 shrink-0 items-center gap-2.5 rounded-control px-2.5 font-medium text-night-2 text-table hover:bg-night-chosen phone:h-9"
      activeProps={{ className: "!text-night-ink bg-night-chosen [&_svg]:text-night-accent" }}
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden />
      {t(`pages.${name}`)}
    </Link>
  );
}
