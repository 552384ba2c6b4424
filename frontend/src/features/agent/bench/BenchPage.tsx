import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentFrame } from "@/features/agent/AgentFrame";
import { BenchChat } from "@/features/agent/bench/BenchChat";
import { benchQuery } from "@/features/agent/bench/queries";
import { TraceCard } from "@/features/agent/bench/TraceCard";
import { TraceSheet } from "@/features/agent/bench/TraceSheet";
import { type Setup, useBench } from "@/features/agent/bench/use_bench";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";
import { useWidth } from "@/ui/use_width";

const SIDE_BY_SIDE = 880; // px from which the trace stands beside the chat

/** Writing to the agent as a customer would; beside it, why it answers so. */
export function BenchPage() {
  const { t } = useTranslation(["bench", "common"]);
  const text = useProblemText();
  const { data, error, refetch } = useQuery(benchQuery(useBusinessId()));
  const bench = data?.bench ?? null;
  const [chosen, setChosen] = useState<Setup>({ config: "live", real_tools: false });
  const setup = bench ? { config: bench.config, real_tools: bench.real_tools } : chosen;
  const acts = useBench(bench, setup);
  const [picked, setPicked] = useState<string | null>(null);
  const [box, width] = useWidth();
  const wide = width >= SIDE_BY_SIDE;
  const turn = bench?.turns.find(({ id }) => id === picked) ?? (wide ? bench?.turns.at(-1) : undefined);
  const begin = (wanted: Setup) => {
    setChosen(wanted);
    setPicked(null);
    acts.open.mutate(wanted);
  };
  const trace = bench && turn && { bench, turn, repeat: acts.repeat };
  return (
    <AgentFrame>
      <section
        ref={box}
        className="flex h-[calc(100dvh-340px)] min-h-[400px] gap-4 phone:h-[calc(100dvh-176px)] phone:min-h-[460px]"
      >
        {error && !data ? (
          <div className="flex-1">
            <ErrorState
              title={t("failed")}
              text={text(Problem.of(error))}
              retry={t("common:retry")}
              onRetry={() => void refetch()}
            />
          </div>
        ) : data ? (
          <BenchChat
            bench={bench}
            setup={setup}
            acts={acts}
            turnId={turn?.id ?? null}
            onTurn={setPicked}
            onBegin={begin}
            narrow={!wide}
          />
        ) : (
          <Skeleton className="h-full flex-1" />
        )}
        {wide && data && <TraceCard trace={trace ?? null} />}
        {!wide && trace && <TraceSheet trace={trace} onClose={() => setPicked(null)} />}
      </section>
    </AgentFrame>
  );
}
