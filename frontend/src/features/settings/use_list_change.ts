import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { notifyProblem } from "@/ui/notify";

/** Returns what changes a list: the work is done, the list is asked for again, a refusal is said. */
export function useListChange(key: QueryKey) {
  const client = useQueryClient();
  const text = useProblemText();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
    onError: (error) => {
      const problem = Problem.of(error);
      notifyProblem([text(problem), ...problem.fields.map((each) => each.problem)].join(" "));
    },
  });
}
