import { Link } from "@tanstack/react-router";
import {
  Bell,
  Bot,
  Clock,
  Key,
  ListPlus,
  type LucideIcon,
  MessageSquareQuote,
  ScrollText,
  Shield,
  Store,
  Tags,
  UserCircle,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Scope, useMe } from "@/lib/session/me";
import { classes } from "@/ui/classes";

type Path =
  | "business"
  | "hours"
  | "agent"
  | "tags"
  | "fields"
  | "replies"
  | "profile"
  | "security"
  | "alerts"
  | "keys"
  | "audit";
type Entry = { path: Path; icon: LucideIcon; scope?: Scope };

const GROUPS: { name: "business" | "account" | "integrations"; entries: Entry[] }[] = [
  {
    name: "business",
    entries: [
      { path: "business", icon: Store, scope: "business:read" },
      { path: "hours", icon: Clock, scope: "business:read" },
      { path: "agent", icon: Bot, scope: "agent:read" },
      { path: "tags", icon: Tags, scope: "contacts:read" },
      { path: "fields", icon: ListPlus, scope: "agent:read" },
      { path: "replies", icon: MessageSquareQuote, scope: "messages:read" },
    ],
  },
  {
    name: "account",
    entries: [
      { path: "profile", icon: UserCircle },
      { path: "security", icon: Shield },
      { path: "alerts", icon: Bell },
    ],
  },
  {
    name: "integrations",
    entries: [
      { path: "keys", icon: Key, scope: "audit:read" },
      { path: "audit", icon: ScrollText, scope: "audit:read" },
    ],
  },
];

/** The settings: their list at the left, one of them beside it; on a phone one after the other. atList: none is open. */
export function SettingsFrame({ atList, children }: { atList: boolean; children: ReactNode }) {
  const { t } = useTranslation("settings");
  const me = useMe();
  const Title = atList ? "h1" : "h2";
  return (
    <div className="flex h-full">
      <nav
        aria-label={t("title")}
        className={classes(
          "w-full shrink-0 overflow-y-auto border-line border-r bg-surface px-3 pb-6 phone:w-60",
          !atList && "hidden phone:block",
        )}
      >
        <Title className="px-3 pt-5 pb-2 font-semibold text-page">{t("title")}</Title>
        {GROUPS.map(({ name, entries }) => {
          const shown = entries.filter(({ scope }) => !scope || me.scopes.includes(scope));
          if (shown.length === 0) return null;
          return (
            <section key={name} aria-label={t(`groups.${name}`)}>
              <h3 className="px-3 pt-4 pb-1.5 text-ink-3 text-meta">{t(`groups.${name}`)}</h3>
              {shown.map(({ path, icon: Icon }) => (
                <Link
                  key={path}
                  to={`/settings/${path}`}
                  className="flex h-11 items-center gap-3 rounded-control px-3 text-ink-2 hover:bg-hover phone:h-9"
                  activeProps={{ className: "!text-accent-ink bg-accent-soft font-medium" }}
                >
                  <Icon size={18} strokeWidth={1.75} aria-hidden />
                  {t(`pages.${path}`)}
                </Link>
              ))}
            </section>
          );
        })}
      </nav>
      <div className={classes("min-w-0 flex-1", atList && "hidden phone:block")}>{children}</div>
    </div>
  );
}
