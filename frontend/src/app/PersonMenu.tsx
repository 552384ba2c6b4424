import { Languages, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "@/lib/i18n/i18n";
import { useMe } from "@/lib/session/me";
import { logOut, switchBusiness } from "@/lib/session/session";
import { chooseTheme, useTheme } from "@/lib/theme";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/ui/Menu";

/** Who is logged in: other businesses, theme, language, the way out. */
export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const theme = useTheme();
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
      <MenuItem icon={LogOut} onSelect={() => void logOut()}>
        {t("rail.logOut")}
      </MenuItem>
    </Menu>
  );
}
