import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { notify } from "@/ui/notify";
import { Spinner } from "@/ui/Spinner";

const EVERY_MS = 3_000;

type Props = { instanceId: string; webhook: components["schemas"]["InstanceWebhook"] | null; onClose: () => void };

/** What to enter at Meta, and whether Meta has called yet. */
export function WebhookSteps({ instanceId, webhook, onClose }: Props) {
  const { t } = useTranslation("numbers");
  const businessId = useBusinessId();
  const { data } = useQuery({
    queryKey: [businessId, "instances", instanceId],
    queryFn: () => answer(api.GET("/v1/instances/{instance_id}", { params: { path: { instance_id: instanceId } } })),
    refetchInterval: ({ state }) => (state.data?.health.webhook_verified ? false : EVERY_MS),
  });
  const verified = data?.health.webhook_verified ?? false;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-2">{t("webhook.text")}</p>
      {webhook && <Value label={t("webhook.url")} value={webhook.url} />}
      {webhook && <Value label={t("webhook.token")} value={webhook.verify_token} />}
      <p role="status" className="flex items-center gap-2 rounded-control bg-raised px-3 py-2 text-table">
        {verified ? <CircleCheck size={18} aria-hidden className="text-accent" /> : <Spinner />}
        {verified ? t("webhook.verified") : t("webhook.waiting")}
      </p>
      <Button kind={verified ? "primary" : "secondary"} onClick={onClose}>
        {verified ? t("webhook.done") : t("webhook.later")}
      </Button>
    </div>
  );
}

function Value({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation("numbers");
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    notify(t("webhook.copied"));
  };
  return (
    <div>
      <p className="font-medium text-table">{label}</p>
      <div className="mt-1 flex items-center gap-2 rounded-control border border-line-2 pl-3">
        <code className="min-w-0 flex-1 select-all truncate text-table">{value}</code>
        <IconButton small icon={Copy} label={t("webhook.copy", { what: label })} onClick={() => void copy()} />
      </div>
    </div>
  );
}
