import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ForAdministrators } from "@/features/settings/ForAdministrators";
import { NewKeyDialog } from "@/features/settings/keys/NewKeyDialog";
import { SecretDialog } from "@/features/settings/keys/SecretDialog";
import { keysQuery } from "@/features/settings/queries";
import { SettingsPage } from "@/features/settings/SettingsPage";
import type { ApiKey } from "@/features/settings/types";
import { useListChange } from "@/features/settings/use_list_change";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { ago, exact } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";
import { Confirm } from "@/ui/Confirm";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

/** The keys other programs use. */
export function KeysPage() {
  const { t } = useTranslation("settings");
  const text = useProblemText();
  const mayRead = useMay("audit:read"); // they are listed to whom the trail is: there is no scope of their own
  const query = keysQuery(useBusinessId());
  const { data: keys, error, refetch } = useQuery({ ...query, enabled: mayRead });
  const change = useListChange(query.queryKey);
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  if (!mayRead) return <ForAdministrators title={t("pages.keys")} />;
  return (
    <SettingsPage
      title={t("pages.keys")}
      text={t("keys.text")}
      action={
        <Button kind="primary" disabled={error !== null} onClick={() => setAdding(true)}>
          <Plus aria-hidden /> {t("keys.add")}
        </Button>
      }
    >
      <Card>
        {!keys && !error && <Skeleton className="m-5 h-40" />}
        {error && (
          <ErrorState
            title={t("failed")}
            text={text(Problem.of(error))}
            retry={t("retry")}
            onRetry={() => void refetch()}
            requestId={Problem.of(error).requestId}
          />
        )}
        {keys?.length === 0 && <EmptyState title={t("keys.none")}>{t("keys.noneText")}</EmptyState>}
        <ul>
          {keys?.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoked(key)} />
          ))}
        </ul>
      </Card>
      {adding && (
        <NewKeyDialog
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false);
            setSecret(made);
          }}
        />
      )}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
      {revoked && (
        <Confirm
          title={t("keys.sure", { name: revoked.name })}
          text={t("keys.what")}
          action={t("keys.revoke")}
          onClose={() => setRevoked(null)}
          onConfirm={() =>
            change.mutateAsync(() =>
              answer(api.DELETE("/v1/api-keys/{key_id}", { params: { path: { key_id: revoked.id } } })),
            )
          }
        />
      )}
    </SettingsPage>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const place = usePlace();
  const now = new Date();
  const over = apiKey.expires_at !== null && Date.parse(apiKey.expires_at) <= now.getTime();
  return (
    <li className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-5 py-3 last:border-0">
      <div className="min-w-52 flex-1">
        <p className="font-medium">
          {apiKey.name} <code className="ml-1 font-normal text-ink-2 text-meta">{apiKey.prefix}…</code>
        </p>
        <p className="text-ink-2 text-table">{apiKey.scopes.join(" · ")}</p>
      </div>
      <p
        className="text-ink-2 text-table"
        {...(apiKey.last_used_at ? { title: exact(apiKey.last_used_at, place) } : {})}
      >
        {apiKey.last_used_at
          ? t("settings:keys.used", { when: ago(apiKey.last_used_at, now, place, t("common:yesterday")) })
          : t("settings:keys.neverUsed")}
      </p>
      {apiKey.revoked_at ? (
        <StateChip tone="danger">{t("settings:keys.revoked")}</StateChip>
      ) : over ? (
        <StateChip tone="warn">{t("settings:keys.expired")}</StateChip>
      ) : (
        <Button size="small" onClick={onRevoke}>
          {t("settings:keys.revoke")}
        </Button>
      )}
    </li>
  );
}
