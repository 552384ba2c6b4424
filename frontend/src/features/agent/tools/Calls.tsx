import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { callsQuery, type ToolCall } from "@/features/agent/tools/queries";
import { exact } from "@/lib/format/time";
import { useBusinessId, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip, type Tone } from "@/ui/Chip";
import { Skeleton } from "@/ui/Skeleton";

const TONES: Record<ToolCall["state"], Tone> = { started: "info", done: "accent", failed: "danger", unknown: "warn" };

/** What the agent called a tool with, and what became of it. */
export function Calls({ toolId }: { toolId: string }) {
  const { t } = useTranslation("agent");
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    callsQuery(useBusinessId(), toolId),
  );
  const calls = data?.pages.flatMap(({ items }) => items);
  return (
    <Card title={t("calls.title")}>
      {calls?.length === 0 && <p className="p-5 text-ink-2 text-table">{t("calls.none")}</p>}
      {!calls && !error && <Skeleton className="m-5 h-24" />}
      {error && <p className="p-5 text-danger text-table">{t("calls.failed")}</p>}
      <ul>
        {calls?.map((call) => (
          <Row key={call.id} call={call} />
        ))}
      </ul>
      {hasNextPage && (
        <Button kind="ghost" wide busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("calls.more")}
        </Button>
      )}
    </Card>
  );
}

function Row({ call }: { call: ToolCall }) {
  const { t } = useTranslation("agent");
  const place = usePlace();
  return (
    <li className="flex flex-col gap-2 border-line border-b px-5 py-3 last:border-0">
      <span className="flex flex-wrap items-center gap-3 text-ink-2 text-table tabular-nums">
        <StateChip tone={TONES[call.state]}>{t(`calls.states.${call.state}`)}</StateChip>
        <span>{exact(call.created_at, place)}</span>
        {call.milliseconds !== null && <span>{t("trial.took", { count: call.milliseconds })}</span>}
        <Link to="/inbox/{-$id}" params={{ id: call.conversation_id }} className="ml-auto text-info hover:underline">
          {t("calls.chat")}
        </Link>
      </span>
      <code className="line-clamp-3 text-meta [overflow-wrap:anywhere]">
        {JSON.stringify(call.arguments)} → {JSON.stringify(call.result)}
      </code>
    </li>
  );
}
