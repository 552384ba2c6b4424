import { useNavigate } from "@tanstack/react-router";
import { Keyboard, Languages, LogOut, Monitor, Moon, Sun, Terminal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { AREAS } from "@/app/areas";
import { chooseLanguage } from "@/lib/i18n/i18n";
import { useMe } from "@/lib/session/me";
import { logOut, switchBusiness } from "@/lib/session/session";
import { chooseTheme, useTheme } from "@/lib/theme";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/ui/Menu";

const Shortcuts = lazy(() => import("@/app/Shortcuts").then((module) => ({ default: module.Shortcuts })));

/** Who is logged in: on a phone the other areas, then businesses, theme, language, the way out. */
export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const theme = useTheme();
  const [shortcuts, setShortcuts] = useState(false);
  const work = async (businessId: string) => {
    await switchBusiness(businessId);
    location.assign("/inbox");
  };
  const trigger = (
    <button type="button" className="grid h-14 w-16 place-items-center rounded-full phone:size-10">
      <Avatar id={me.id} name={me.name} size={32} picture={me.avatar_url} />
      <span className="sr-only">{t("rail.person", { name: me.name })}</span>
    </button>
  );
  return (
    <>
      <Menu trigger={trigger} align="start">
        <MenuLabel>{me.email}</MenuLabel>
        <OtherAreas />
        {me.businesses.length > 1 &&
          me.businesses.map(({ id, name }) => (
            <MenuItem key={id} checked={id === me.business_id} onSelect={() => void work(id)}>
              {name}
            </MenuItem>
          ))}
        {me.super_admin && (
          <MenuItem icon={Terminal} onSelect={() => void navigate({ to: "/admin" })}>
            {t("rail.platform")}
          </MenuItem>
        )}
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
        <MenuItem icon={Keyboard} onSelect={() => setShortcuts(true)}>
          {t("shortcuts.title")}
        </MenuItem>
        <MenuItem icon={LogOut} onSelect={() => void logOut()}>
          {t("rail.logOut")}
        </MenuItem>
      </Menu>
      {shortcuts && (
        <Suspense>
          <Shortcuts onClose={() => setShortcuts(false)} />
        </Suspense>
      )}
    </>
  );
}

/** What has no place in the bar of a phone. */
function OtherAreas() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const others = AREAS.filter(({ inBar, scope }) => !inBar && (!scope || me.scopes.includes(scope)));
  return (
    <div className="phone:hidden">
      {others.map(({ to, name, icon }) => (
        <MenuItem key={name} icon={icon} onSelect={() => void navigate({ to })}>
          {t(`rail.${name}`)}
        </MenuItem>
      ))}
      <MenuLine />
    </div>
  );
}
