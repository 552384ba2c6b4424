import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Bench, type BenchConfig, benchKey } from "@/features/agent/bench/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

export type Setup = { config: BenchConfig; real_tools: boolean };

/** Returns what is done in a test conversation; each answer is the conversation as it is then. */
export function useBench(bench: Bench | null, setup: Setup) {
  const open = useKept((wanted: Setup) => opened(wanted));
  const say = useKept(async (text: string) => {
    const { id } = bench ?? (await opened(setup));
    const params = { path: { bench_id: id } };
    return answer(api.POST("/v1/agent/bench/{bench_id}/messages", { params, body: { text } }));
  });
  const repeat = useKept((turnId: string) => {
    const params = { path: { bench_id: bench?.id ?? "", turn_id: turnId } };
    return answer(api.POST("/v1/agent/bench/{bench_id}/turns/{turn_id}/repeat", { params }));
  });
  return { open, say, repeat };
}

const opened = (setup: Setup) => answer(api.POST("/v1/agent/bench", { body: setup }));

function useKept<Given>(change: (given: Given) => Promise<Bench>) {
  const client = useQueryClient();
  const text = useProblemText();
  const queryKey = benchKey(useBusinessId());
  return useMutation({
    mutationFn: change,
    onSuccess: async (bench) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, { bench });
    },
    onError: (error) => {
      notifyProblem(text(Problem.of(error)));
      return client.invalidateQueries({ queryKey });
    },
  });
}
