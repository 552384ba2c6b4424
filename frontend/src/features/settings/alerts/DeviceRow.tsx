import { useMutation } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Device } from "@/features/settings/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { ago, exact } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { StateChip } from "@/ui/Chip";
import { notify, notifyProblem } from "@/ui/notify";

/** One device: since when it rings, and trying it. */
export function DeviceRow({ device, onRemove }: { device: Device; onRemove: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const place = usePlace();
  const text = useProblemText();
  const tryOut = useMutation({
    mutationFn: () =>
      answer(api.POST("/v1/me/devices/{device_id}/try", { params: { path: { device_id: device.id } } })),
    onSuccess: () => notify(t("settings:devices.tried")),
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  const rung = device.rung_at
    ? t("settings:devices.rung", { when: ago(device.rung_at, new Date(), place, t("common:yesterday")) })
    : t("settings:devices.never");
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-3 border-line border-b px-5 py-2 last:border-0">
      <MonitorSmartphone size={20} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          {device.name}
          {device.current && <StateChip tone="accent">{t("settings:devices.here")}</StateChip>}
        </p>
        <p className="text-ink-2 text-table">
          {t("settings:devices.since", { when: exact(device.created_at, place) })} · {rung}
        </p>
      </div>
      <Button size="small" busy={tryOut.isPending} onClick={() => tryOut.mutate()}>
        {t("settings:devices.try")}
      </Button>
      <Button size="small" onClick={onRemove} aria-label={t("settings:devices.removeThis", { name: device.name })}>
        {t("settings:devices.remove")}
      </Button>
    </li>
  );
}
