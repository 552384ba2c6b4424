import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { PairingCode } from "@/features/numbers/PairingCode";
import { PairingQr } from "@/features/numbers/PairingQr";
import { PairingState } from "@/features/numbers/PairingState";
import type { Instance } from "@/features/numbers/types";
import { useNumberChange } from "@/features/numbers/use_number_change";
import { answer, api } from "@/lib/api/client";
import { instancesQuery } from "@/lib/business_lists";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

const EVERY_MS = 2_000;

/** Links a number to a phone: always the newest code, with the live state of the session. */
export function PairingDialog({ instance, onClose }: { instance: Pick<Instance, "id" | "name">; onClose: () => void }) {
  const { t } = useTranslation(["numbers", "common"]);
  const client = useQueryClient();
  const businessId = useBusinessId();
  const [byCode, setByCode] = useState(false);
  const params = { path: { instance_id: instance.id } };
  const { mutate, isPending } = useNumberChange();
  useEffect(() => {
    const path = { instance_id: instance.id };
    mutate(() => answer(api.POST("/v1/instances/{instance_id}/connect", { params: { path }, body: { method: "qr" } })));
  }, [instance.id, mutate]);
  const { data: session } = useQuery({
    queryKey: [businessId, "instances", instance.id, "session"],
    queryFn: () => answer(api.GET("/v1/instances/{instance_id}/session", { params })),
    refetchInterval: EVERY_MS,
  });
  const online = session?.state === "online";
  useEffect(() => {
    if (online) void client.invalidateQueries({ queryKey: instancesQuery(businessId).queryKey });
  }, [online, client, businessId]);
  const again = () =>
    mutate(() => answer(api.POST("/v1/instances/{instance_id}/connect", { params, body: { method: "qr" } })));
  return (
    <Dialog
      wide
      title={t("numbers:pairing.title", { name: instance.name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <PairingState state={session?.state ?? "new"} hasCode={Boolean(session?.qr_svg ?? session?.pairing_code)} />
      }
    >
      {online ? (
        <div className="flex flex-col items-center gap-4 py-12 text-center">
          <p className="font-semibold text-section">{t("numbers:pairing.online")}</p>
          <Button kind="primary" onClick={onClose}>
            {t("numbers:pairing.done")}
          </Button>
        </div>
      ) : byCode ? (
        <PairingCode
          instanceId={instance.id}
          code={session?.pairing_code ?? null}
          onBack={() => {
            setByCode(false);
            again();
          }}
        />
      ) : (
        <PairingQr session={session} busy={isPending} onAgain={again} onCode={() => setByCode(true)} />
      )}
    </Dialog>
  );
}
