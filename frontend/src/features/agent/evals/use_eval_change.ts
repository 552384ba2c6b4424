import { useMutation, useQueryClient } from "@tanstack/react-query";
import { evalsKey } from "@/features/agent/evals/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what changes cases or runs; the lists follow, a refusal is said. */
export function useEvalChange() {
  const client = useQueryClient();
  const text = useProblemText();
  const queryKey = evalsKey(useBusinessId());
  return useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onError: (error) => {
      const problem = Problem.of(error);
      notifyProblem(problem.fields[0]?.problem ?? text(problem));
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
