import { useTranslation } from "react-i18next";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { PasswordCard } from "@/features/settings/security/PasswordCard";
import { SecondFactorCard } from "@/features/settings/security/SecondFactorCard";
import { SessionsCard } from "@/features/settings/security/SessionsCard";

/** Password, second factor, and where one is logged in. */
export function SecurityPage() {
  const { t } = useTranslation("settings");
  return (
    <SettingsPage title={t("pages.security")}>
      <div className="flex flex-col gap-4">
        <PasswordCard />
        <SecondFactorCard />
        <SessionsCard />
      </div>
    </SettingsPage>
  );
}
