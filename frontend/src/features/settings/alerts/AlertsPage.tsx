import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { chime } from "@/lib/chime";
import { ALERTS, type Alert, setBrowserAlerts, setSound, useAlerts } from "@/lib/preferences";
import { Card } from "@/ui/Card";
import { Segments } from "@/ui/Segments";

/** How this browser says that a customer wrote. */
export function AlertsPage() {
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
    <SettingsPage title={t("pages.alerts")} text={t("alerts.text")}>
      <Card>
        <Row title={t("alerts.sound")} text={t("alerts.soundText")}>
          <Segments
            label={t("alerts.sound")}
            value={sound}
            options={options}
            onChange={(alert) => {
              setSound(alert);
              if (alert !== "off") chime();
            }}
          />
        </Row>
        <Row title={t("alerts.browser")} text={t(refused ? "alerts.refused" : "alerts.browserText")}>
          <Segments
            label={t("alerts.browser")}
            value={browser}
            options={options}
            onChange={(alert) => void choose(alert)}
          />
        </Row>
      </Card>
    </SettingsPage>
  );
}

function Row({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-3 border-line border-b px-5 py-3 last:border-0">
      <div className="min-w-52 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-ink-2 text-table">{text}</p>
      </div>
      {children}
    </div>
  );
}

/** Asks where that is possible; a page on an iPhone has no notifications of its own. */
async function isAllowed(): Promise<boolean> {
  return "Notification" in window && (await Notification.requestPermission()) === "granted";
}
