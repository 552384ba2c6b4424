import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AlertRow } from "@/features/settings/alerts/AlertRow";
import { chime } from "@/lib/chime";
import { ALERTS, type Alert, setBrowserAlerts, setSound, useAlerts } from "@/lib/preferences";
import { Card } from "@/ui/Card";
import { Segments } from "@/ui/Segments";

/** How this browser says that a customer wrote, while Recado is open in it. */
export function BrowserCard() {
  const { t } = useTranslation("settings");
  const { sound, browser } = useAlerts();
  const [refused, setRefused] = useState(() => !("Notification" in window) || Notification.permission === "denied");
  const options = ALERTS.map((value) => ({ value, text: t(`alerts.${value}`) }));
  const choose = async (alert: Alert) => {
    if (alert !== "off" && !(await isAllowed())) return setRefused(true);
    setRefused(false);
    setBrowserAlerts(alert);
  };
  return (
    <Card title={t("alerts.here")}>
      <AlertRow title={t("alerts.sound")} text={t("alerts.soundText")}>
        <Segments
          label={t("alerts.sound")}
          value={sound}
          options={options}
          onChange={(alert) => {
            setSound(alert);
            if (alert !== "off") chime();
          }}
        />
      </AlertRow>
      <AlertRow title={t("alerts.browser")} text={t(refused ? "alerts.refused" : "alerts.browserText")}>
        <Segments
          label={t("alerts.browser")}
          value={browser}
          options={options}
          onChange={(alert) => void choose(alert)}
        />
      </AlertRow>
    </Card>
  );
}

/** Asks where that is possible; a page on an iPhone has no notifications of its own. */
async function isAllowed(): Promise<boolean> {
  return "Notification" in window && (await Notification.requestPermission()) === "granted";
}
