import { useQuery } from "@tanstack/react-query";
import { Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DeviceRow } from "@/features/settings/alerts/DeviceRow";
import { useRinging } from "@/features/settings/alerts/use_ringing";
import { CardFailed } from "@/features/settings/CardFailed";
import { configQuery, devicesQuery } from "@/features/settings/queries";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";

/** The browsers and phones that ring, and switching on this one. */
export function DevicesCard() {
  const { t } = useTranslation("settings");
  const key = useQuery(configQuery).data?.web_push_public_key;
  const devices = useQuery({ ...devicesQuery, enabled: Boolean(key) });
  const ringing = useRinging(key ?? "");
  if (!key) return null;
  const { state } = ringing;
  return (
    <Card
      title={t("devices.title")}
      aside={
        state === "possible" &&
        ringing.here === false && (
          <Button kind="primary" busy={ringing.busy} onClick={ringing.start}>
            {t("devices.start")}
          </Button>
        )
      }
    >
      {state !== "possible" && <p className="border-line border-b px-5 py-3 text-ink-2">{t(`devices.${state}`)}</p>}
      {devices.isError && <CardFailed error={devices.error} onRetry={devices.refetch} />}
      {devices.data?.length === 0 && (
        <p className="flex items-center gap-3 px-5 py-4 text-ink-2">
          <Smartphone size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />
          {t("devices.none")}
        </p>
      )}
      <ul>
        {devices.data?.map((device) => (
          <DeviceRow key={device.id} device={device} onRemove={() => ringing.remove(device)} />
        ))}
      </ul>
    </Card>
  );
}
