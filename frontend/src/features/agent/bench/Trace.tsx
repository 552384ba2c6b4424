import { useQuery } from "@tanstack/react-query";
import { Check, GitBranch, type LucideIcon, Minus, RotateCw, TriangleAlert, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Bench, type BenchTurn, benchTurnQuery } from "@/features/agent/bench/queries";
import { SaveCase } from "@/features/agent/bench/SaveCase";
import type { useBench } from "@/features/agent/bench/use_bench";
import { Figures } from "@/features/agent/turns/Figures";
import { Steps } from "@/features/agent/turns/Steps";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { StateChip, type Tone } from "@/ui/Chip";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

export type Traced = { bench: Bench; turn: BenchTurn; repeat: ReturnType<typeof useBench>["repeat"] };

const LOOKS: Record<BenchTurn["state"], [Tone, LucideIcon]> = {
  started: ["neutral", Minus],
  answered: ["accent", Check],
  handed: ["warn", UserRound],
  silent: ["neutral", Minus],
  stale: ["neutral", Minus],
  failed: ["danger", TriangleAlert],
};

/** Which turn it is, and what became of it. */
export function TraceTitle({ bench, turn }: Traced) {
  const { t } = useTranslation(["bench", "agent"]);
  const [tone, icon] = LOOKS[turn.state];
  return (
    <>
      {t("bench:turn", { number: bench.turns.findIndex(({ id }) => id === turn.id) + 1 })}
      <StateChip tone={tone} icon={icon}>
        {t(`agent:turn.state.${turn.state}`)}
      </StateChip>
      <StateChip icon={GitBranch}>{turn.version.toUpperCase()}</StateChip>
    </>
  );
}

/** Asking the same again, and keeping the conversation as a case. onDone: what follows. */
export function TraceActions({ bench, turn, repeat, onDone }: Traced & { onDone?: () => void }) {
  const { t } = useTranslation("bench");
  if (!useMay("agent:write")) return null;
  const ask = () => {
    repeat.mutate(turn.id);
    onDone?.();
  };
  const thinking = bench.state === "thinking";
  return (
    <>
      <Button
        kind="ghost"
        size="small"
        busy={repeat.isPending}
        disabled={thinking}
        title={t("repeatText")}
        onClick={ask}
      >
        <RotateCw aria-hidden /> {t("repeat")}
      </Button>
      <SaveCase benchId={bench.id} disabled={thinking} />
    </>
  );
}

/** What the turn took, and its steps on one line of time. */
export function Trace({ bench, turn }: Traced) {
  const { t } = useTranslation(["bench", "agent", "common"]);
  const text = useProblemText();
  const { data, error, refetch } = useQuery(benchTurnQuery(useBusinessId(), bench.id, turn));
  if (error)
    return (
      <ErrorState
        title={t("agent:turn.failed")}
        text={text(Problem.of(error))}
        retry={t("common:retry")}
        onRetry={() => void refetch()}
      />
    );
  if (!data)
    return (
      <div className="flex flex-col gap-3 p-5">
        <Skeleton className="h-12" />
        {[1, 2, 3, 4].map((each) => (
          <Skeleton key={each} className="h-8" />
        ))}
      </div>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section aria-label={t("bench:steps")} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
      <Figures turn={data} />
      <Steps turn={data} />
      {data.reason && <Reason reason={data.reason} />}
    </section>
  );
}

const BRAKES = ["echo", "repetition", "auto_reply", "rhythm", "replies", "cost", "cost_business"] as const;

/** Why there was no answer: a brake in words, anything else as the model's vendor said it. */
function Reason({ reason }: { reason: string }) {
  const { t } = useTranslation("bench");
  const brake = BRAKES.find((each) => each === reason);
  return (
    <p className="px-5 py-3 text-ink-2 text-table">
      {brake ? (
        t(`brakes.${brake}`)
      ) : (
        <>
          {t("reason")} <code className="font-mono text-meta [overflow-wrap:anywhere]">{reason}</code>
        </>
      )}
    </p>
  );
}
