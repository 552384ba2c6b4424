import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { notifyProblem } from "@/ui/notify";

/** Returns what does a piece of work and asks for a list again; a refusal is said. */
export function useTeamChange(list: QueryKey) {
  const client = useQueryClient();
  const text = useProblemText();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (error) => notifyProblem(text(Problem.of(error))),
    onSettled: () => client.invalidateQueries({ queryKey: list }),
  });
}
