import { useTranslation } from "react-i18next";
import { AwayCard } from "@/features/settings/alerts/AwayCard";
import { BrowserCard } from "@/features/settings/alerts/BrowserCard";
import { DevicesCard } from "@/features/settings/alerts/DevicesCard";
import { SettingsPage } from "@/features/settings/SettingsPage";

/** How one is told that a customer wrote: here, on a phone, by mail. */
export function AlertsPage() {
  const { t } = useTranslation("settings");
  return (
    <SettingsPage title={t("pages.alerts")} text={t("alerts.text")}>
      <div className="flex flex-col gap-4">
        <BrowserCard />
        <AwayCard />
        <DevicesCard />
      </div>
    </SettingsPage>
  );
}
