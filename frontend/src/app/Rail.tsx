import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { AREAS, type Area } from "@/app/areas";
import { usePalette } from "@/app/use_palette";
import { countsQuery } from "@/features/inbox/queries";
import { useBusinessId, useMay, useMe } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { Tooltip } from "@/ui/Tooltip";

const PersonMenu = lazy(() => import("@/app/PersonMenu").then((module) => ({ default: module.PersonMenu })));
const Palette = lazy(() => import("@/app/Palette").then((module) => ({ default: module.Palette })));

/** The way to every area: at the left, on a phone at the foot. */
export function Rail() {
  const { t } = useTranslation();
  const me = useMe();
  const inChat = useParams({ strict: false, select: ({ id }) => id !== undefined });
  const [palette, setPalette] = usePalette();
  const areas = AREAS.filter(({ scope }) => !scope || me.scopes.includes(scope));
  return (
    <nav
      aria-label={t("rail.label")}
      className={classes(
        "flex shrink-0 items-center justify-around gap-1 border-line border-t bg-rail pb-[env(safe-area-inset-bottom)] phone:flex phone:w-16 phone:flex-col phone:justify-start phone:border-t-0 phone:border-r phone:py-3",
        inChat && "hidden",
      )}
    >
      <BusinessMark />
      {areas
        .filter(({ atFoot }) => !atFoot)
        .map((area) => (
          <RailLink key={area.name} {...area} />
        ))}
      <span className="hidden flex-1 phone:block" />
      <Tooltip text={t("rail.search")} keys="Ctrl+K">
        <button
          type="button"
          aria-label={t("rail.search")}
          onClick={() => setPalette(true)}
          className={classes(LOOK, "hidden phone:grid")}
        >
          <Search size={20} strokeWidth={1.75} aria-hidden />
        </button>
      </Tooltip>
      {areas
        .filter(({ atFoot }) => atFoot)
        .map((area) => (
          <RailLink key={area.name} {...area} />
        ))}
      <Suspense fallback={<span className="size-10" />}>
        <PersonMenu />
      </Suspense>
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </nav>
  );
}

const LOOK = "relative grid h-14 w-16 place-items-center rounded-bubble text-ink-3 hover:bg-hover phone:size-10";

function RailLink({ to, name, icon: Icon, apart, inBar }: Area) {
  const { t } = useTranslation();
  return (
    <>
      {apart && <span className="my-2 hidden h-px w-6 bg-line-2 phone:block" />}
      <Tooltip text={t(`rail.${name}`)}>
        <Link
          to={to}
          activeOptions={{ exact: to === "/" }}
          className={classes(LOOK, !inBar && "hidden phone:grid")}
          activeProps={{ className: "!text-accent-ink phone:bg-accent-soft [&_svg]:stroke-2" }}
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{t(`rail.${name}`)}</span>
          {name === "chats" && <Unread />}
        </Link>
      </Tooltip>
    </>
  );
}

function Unread() {
  const unread = useQuery({ ...countsQuery(useBusinessId()), enabled: useMay("messages:read") }).data?.unread;
  if (!unread) return null;
  return (
    <span className="absolute top-2 right-3 grid h-[18px] min-w-[18px] place-items-center rounded-full bg-accent px-1 font-semibold text-[11px] text-on-accent tabular-nums phone:-top-1.5 phone:-right-1.5">
      {unread > 99 ? "99+" : unread}
    </span>
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
