import { useQuery } from "@tanstack/react-query";
import { Check, GitBranch, UserRound, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Figures } from "@/features/agent/turns/Figures";
import { type Turn, turnQuery } from "@/features/agent/turns/queries";
import { Steps } from "@/features/agent/turns/Steps";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { StateChip } from "@/ui/Chip";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

/** Why the agent wrote a message, at the side of the page; on a phone over all of it. */
export function TurnSheet({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const { t } = useTranslation(["agent", "common"]);
  const { data: turn, error, refetch } = useQuery(turnQuery(useBusinessId(), messageId));
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 flex w-full animate-rise flex-col bg-surface shadow-dialog outline-none phone:w-[min(720px,calc(100vw-64px))]"
        >
          <header className="flex min-h-[60px] shrink-0 items-center gap-2 border-line border-b py-2 pr-2 pl-4 phone:pl-5">
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
              <Radix.Title className="font-semibold text-section">{t("agent:turn.title")}</Radix.Title>
              {turn && <Chips turn={turn} />}
            </div>
            <Radix.Close
              aria-label={t("common:close")}
              className="grid size-11 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover phone:size-10"
            >
              <X size={20} strokeWidth={1.75} aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">
            {turn ? (
              <>
                <Figures turn={turn} />
                <Steps turn={turn} />
                <p className="px-4 py-4 text-ink-3 text-meta phone:px-5">{t("agent:turn.kept")}</p>
              </>
            ) : error ? (
              <Failed problem={Problem.of(error)} onRetry={() => void refetch()} />
            ) : (
              <Waiting />
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Chips({ turn }: { turn: Turn }) {
  const { t } = useTranslation("agent");
  const handed = turn.state === "handed";
  return (
    <>
      <StateChip tone={handed ? "warn" : "accent"} icon={handed ? UserRound : Check}>
        {t(`turn.state.${turn.state}`)}
      </StateChip>
      <StateChip icon={GitBranch}>{turn.version.toUpperCase()}</StateChip>
    </>
  );
}

function Failed({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useTranslation(["agent", "common"]);
  const text = useProblemText();
  if (problem.status === 404)
    return <EmptyState title={t("agent:turn.none.title")}>{t("agent:turn.none.text")}</EmptyState>;
  return (
    <ErrorState
      title={t("agent:turn.failed")}
      text={text(problem)}
      retry={t("common:retry")}
      onRetry={onRetry}
      requestId={problem.requestId}
    />
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-3 p-5">
      <Skeleton className="h-12" />
      {[1, 2, 3, 4].map((each) => (
        <Skeleton key={each} className="h-8" />
      ))}
    </div>
  );
}
