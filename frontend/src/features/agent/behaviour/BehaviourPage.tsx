import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentFrame } from "@/features/agent/AgentFrame";
import { Conflict } from "@/features/agent/behaviour/Conflict";
import { HandoverCard } from "@/features/agent/behaviour/HandoverCard";
import { InstructionsCard } from "@/features/agent/behaviour/InstructionsCard";
import { PreviewCard } from "@/features/agent/behaviour/PreviewCard";
import { RhythmCard } from "@/features/agent/behaviour/RhythmCard";
import { ThinkingCard } from "@/features/agent/behaviour/ThinkingCard";
import type { ChosenContact } from "@/features/agent/behaviour/use_contacts";
import { useDraft } from "@/features/agent/behaviour/use_draft";
import { WeightsCard } from "@/features/agent/behaviour/WeightsCard";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useMay } from "@/lib/session/me";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

/** How the agent thinks, what it is told and how it paces itself; beside it, what it reads. */
export function BehaviourPage() {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const mayWrite = useMay("agent:write");
  const draft = useDraft();
  const [contact, setContact] = useState<ChosenContact | null>(null);
  const { overview, config, loading } = draft;
  if (!overview || !config)
    return (
      <AgentFrame>
        {loading.isError ? (
          <ErrorState
            title={t("behaviour.failed")}
            text={text(Problem.of(loading.error))}
            retry={t("configs.retry")}
            onRetry={() => void loading.refetch()}
            requestId={Problem.of(loading.error).requestId}
          />
        ) : (
          <div className="grid gap-4 lg:grid-cols-[1fr_352px]">
            <Skeleton className="h-96 rounded-card" />
            <Skeleton className="h-96 rounded-card" />
          </div>
        )}
      </AgentFrame>
    );
  const part = { config, disabled: !mayWrite, onChange: draft.set };
  return (
    <AgentFrame {...(draft.dirty ? { onLook: draft.flush } : {})}>
      {draft.problem && <Conflict draft={draft} problem={draft.problem} />}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_352px]">
        <div className="flex min-w-0 flex-col gap-4">
          <ThinkingCard {...part} />
          <InstructionsCard {...part} overview={overview} contact={contact} dirty={draft.dirty} />
          <RhythmCard {...part} spent={overview.spent_micros} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <PreviewCard context={config.context} contact={contact} onContact={setContact} />
          <WeightsCard weights={overview.weights} context={config.context} />
          <HandoverCard />
        </div>
      </div>
    </AgentFrame>
  );
}
