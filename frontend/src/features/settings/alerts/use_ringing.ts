import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChooseAlerts } from "@/features/settings/alerts/use_choose_alerts";
import { alertChoicesQuery, type Device, devicesQuery } from "@/features/settings/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { isSubscribed, pushState, startRinging, stopRinging } from "@/lib/push";
import { useBusinessId, useMe, useMyRole } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/**
 * Returns whether this browser rings, and what switches it on and devices off. publicKey: what it subscribes with.
 *
 * Who chose nothing yet hears of all customers, and an advisor of their own: a device that is on and silent would seem
 * broken.
 */
export function useRinging(publicKey: string) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const me = useMe();
  const role = useMyRole();
  const choices = alertChoicesQuery(useBusinessId());
  const choose = useChooseAlerts();
  const text = useProblemText();
  const [state, setState] = useState(pushState);
  const hereKey = ["push-here", me.id];
  const here = useQuery({ queryKey: hereKey, queryFn: () => isSubscribed(me.id) }).data;
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
      client.invalidateQueries({ queryKey: hereKey }),
    ]);
  const say = (error: unknown) =>
    notifyProblem(error instanceof DOMException ? t("devices.unreachable") : text(Problem.of(error)));
  const start = useMutation({
    mutationFn: () => startRinging(me.id, publicKey),
    onSuccess: async (permitted) => {
      if (!permitted) return setState(pushState());
      await refresh();
      const chosen = await client.ensureQueryData(choices);
      if (chosen.push === "off") choose.mutate({ ...chosen, push: role === "ADVISOR" ? "mine" : "all" });
    },
    onError: say,
  });
  const remove = useMutation({
    mutationFn: async (device: Device) => {
      await answer(api.DELETE("/v1/me/devices/{device_id}", { params: { path: { device_id: device.id } } }));
      if (device.current) await stopRinging();
    },
    onSuccess: refresh,
    onError: say,
  });
  return { state, here, busy: start.isPending, start: () => start.mutate(), remove: remove.mutate };
}
