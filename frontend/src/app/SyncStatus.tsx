import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { applyChanges } from "@/app/apply_changes";
import { startOutbox } from "@/lib/outbox/outbox";
import { useMe } from "@/lib/session/me";
import { followChanges } from "@/lib/sync/engine";
import { Banner } from "@/ui/Banner";

/** Keeps every cache true while the app is open, and says when the network is away. */
export function SyncStatus() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { business_id: businessId } = useMe();
  const [online, setOnline] = useState(true);
  useEffect(() => {
    if (businessId === null) return;
    const end = new AbortController();
    followChanges(
      businessId,
      {
        onChanges: (changes) => applyChanges(client, businessId, changes),
        onAnew: () => void client.invalidateQueries({ queryKey: [businessId] }),
        onOnline: setOnline,
      },
      end.signal,
    );
    void startOutbox((message) => applyChanges(client, businessId, { messages: [message] }));
    window.addEventListener("offline", () => setOnline(false), { signal: end.signal });
    return () => end.abort();
  }, [client, businessId]);
  return online ? null : <Banner tone="warn">{t("offline")}</Banner>;
}
