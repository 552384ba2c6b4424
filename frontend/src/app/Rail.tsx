import { Link, useNavigate } from "@tanstack/react-router";
import { Languages, LogOut, MessageCircle, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "@/lib/i18n/i18n";
import { useMe } from "@/lib/session/me";
import { logOut, switchBusiness } from "@/lib/session/session";
import { chooseTheme, useTheme } from "@/lib/theme";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/ui/Menu";
import { Tooltip } from "@/ui/Tooltip";

/** The way to every area: at the left, on a phone at the foot. */
export function Rail() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t("rail.label")}
      className="flex shrink-0 items-center justify-around gap-1 border-line border-t bg-rail pb-[env(safe-area-inset-bottom)] phone:w-16 phone:flex-col phone:justify-start phone:border-t-0 phone:border-r phone:py-3"
    >
      <BusinessMark />
      <RailLink />
      <span className="hidden flex-1 phone:block" />
      <PersonMenu />
    </nav>
  );
}

function RailLink() {
  const { t } = useTranslation();
  return (
    <Tooltip text={t("rail.chats")}>
      <Link
        to="/inbox/{-$id}"
        aria-label={t("rail.chats")}
        className="grid h-14 w-16 place-items-center rounded-bubble text-ink-3 hover:bg-hover phone:size-10"
        activeProps={{ className: "!text-accent-ink phone:bg-accent-soft [&_svg]:stroke-2" }}
      >
        <MessageCircle size={20} strokeWidth={1.75} aria-hidden />
      </Link>
    </Tooltip>
  );
}

function BusinessMark() {
  const me = useMe();
  const business = me.businesses.find(({ id }) => id === me.business_id);
  if (!business) return null;
  return (
    <span title={business.name} className="mb-3 hidden size-9 place-items-center rounded-[10px] bg-accent font-semibold text-on-accent text-table phone:grid">
      {business.name.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase()}
    </span>
  );
}

function PersonMenu() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const theme = useTheme();
  const leave = async () => {
    await logOut();
    await navigate({ to: "/log-in" });
  };
  const work = async (businessId: string) => {
    await switchBusiness(businessId);
    location.assign("/inbox");
  };
  const trigger = (
    <button type="button" aria-label={t("rail.person", { name: me.name })} className="grid h-14 w-16 place-items-center rounded-full phone:size-10">
      <Avatar id={me.id} name={me.name} size={32} picture={me.avatar_url} />
    </button>
  );
  return (
    <Menu trigger={trigger} align="start">
      <MenuLabel>{me.email}</MenuLabel>
      {me.businesses.length > 1 &&
        me.businesses.map(({ id, name }) => (
          <MenuItem key={id} checked={id === me.business_id} onSelect={() => void work(id)}>
            {name}
          </MenuItem>
        ))}
      <MenuLine />
      <MenuItem icon={Monitor} checked={theme === "system"} onSelect={() => chooseTheme("system")}>
        {t("theme.system")}
      </MenuItem>
      <MenuItem icon={Sun} checked={theme === "light"} onSelect={() => chooseTheme("light")}>
        {t("theme.light")}
      </MenuItem>
      <MenuItem icon={Moon} checked={theme === "dark"} onSelect={() => chooseTheme("dark")}>
        {t("theme.dark")}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Languages} onSelect={() => void chooseLanguage(i18n.resolvedLanguage === "es" ? "en" : "es")}>
        {t("rail.otherLanguage")}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => void leave()}>
        {t("rail.logOut")}
      </MenuItem>
    </Menu>
  );
}
