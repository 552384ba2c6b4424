import { Link, useParams } from "@tanstack/react-router";
import { type LucideIcon, MessageCircle, Smartphone, UserCog, Users } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { Tooltip } from "@/ui/Tooltip";

const PersonMenu = lazy(() => import("@/app/PersonMenu").then((module) => ({ default: module.PersonMenu })));

/** The way to every area: at the left, on a phone at the foot. */
export function Rail() {
  const { t } = useTranslation();
  const inChat = useParams({ strict: false, select: ({ id }) => id !== undefined });
  return (
    <nav
      aria-label={t("rail.label")}
      className={classes(
        "flex shrink-0 items-center justify-around gap-1 border-line border-t bg-rail pb-[env(safe-area-inset-bottom)] phone:flex phone:w-16 phone:flex-col phone:justify-start phone:border-t-0 phone:border-r phone:py-3",
        inChat && "hidden",
      )}
    >
      <BusinessMark />
      {AREAS.map((area) => (
        <RailLink key={area.name} {...area} />
      ))}
      <span className="hidden flex-1 phone:block" />
      <Suspense fallback={<span className="size-10" />}>
        <PersonMenu />
      </Suspense>
    </nav>
  );
}

type AreaLink = {
  to: "/inbox/{-$id}" | "/contacts" | "/team" | "/instances";
  name: "chats" | "contacts" | "team" | "numbers";
  icon: LucideIcon;
};

const AREAS: AreaLink[] = [
  { to: "/inbox/{-$id}", name: "chats", icon: MessageCircle },
  { to: "/contacts", name: "contacts", icon: Users },
  { to: "/team", name: "team", icon: UserCog },
  { to: "/instances", name: "numbers", icon: Smartphone },
];

function RailLink({ to, name, icon: Icon }: AreaLink) {
  const { t } = useTranslation();
  return (
    <Tooltip text={t(`rail.${name}`)}>
      <Link
        to={to}
        aria-label={t(`rail.${name}`)}
        className="grid h-14 w-16 place-items-center rounded-bubble text-ink-3 hover:bg-hover phone:size-10"
        activeProps={{ className: "!text-accent-ink phone:bg-accent-soft [&_svg]:stroke-2" }}
      >
        <Icon size={20} strokeWidth={1.75} aria-hidden />
      </Link>
    </Tooltip>
  );
}

function BusinessMark() {
  const me = useMe();
  const business = me.businesses.find(({ id }) => id === me.business_id);
  if (!business) return null;
  return (
    <span
      title={business.name}
      className="mb-3 hidden size-9 place-items-center rounded-[10px] bg-accent font-semibold text-on-accent text-table phone:grid"
    >
      {business.name
        .split(/\s+/)
        .slice(0, 2)
        .map((word) => word[0])
        .join("")
        .toUpperCase()}
    </span>
  );
}
