import { useQuery } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/features/settings/Loading";
import { sessionsQuery } from "@/features/settings/queries";
import { useListChange } from "@/features/settings/use_list_change";
import { answer, api } from "@/lib/api/client";
import { ago, exact } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";

/** Where one is logged in; each can be ended. */
export function SessionsCard() {
  const { t } = useTranslation(["settings", "common"]);
  const place = usePlace();
  const loading = useQuery(sessionsQuery);
  const sessions = loading.data;
  const change = useListChange(sessionsQuery.queryKey);
  const now = new Date();
  return (
    <Card title={t("settings:sessions.title")}>
      <Loading query={loading} className="m-5 h-14" />
      <ul>
        {sessions?.map((session) => (
          <li
            key={session.id}
            className="flex min-h-14 items-center gap-3 border-line border-b px-5 py-2 last:border-0"
          >
            <MonitorSmartphone size={20} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <div className="min-w-0 flex-1">
              <p>{t("settings:sessions.since", { when: exact(session.created_at, place) })}</p>
              <p className="text-ink-2 text-table">
                {t("settings:sessions.used", { when: ago(session.last_used_at, now, place, t("common:yesterday")) })}
              </p>
            </div>
            {session.current ? (
              <StateChip tone="accent">{t("settings:sessions.here")}</StateChip>
            ) : (
              <Button
                size="small"
                onClick={() =>
                  change.mutate(() =>
                    answer(
                      api.DELETE("/v1/me/sessions/{session_id}", { params: { path: { session_id: session.id } } }),
                    ),
                  )
                }
              >
                {t("settings:sessions.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
