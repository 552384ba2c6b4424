import { useMutation, useQueryClient } from "@tanstack/react-query";
import { configKey, configQuery, type Overview } from "@/features/agent/configs/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { businessQuery, useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what changes the draft as a whole: what hangs on it is asked for again, a refusal is said. */
export function useConfigChange() {
  const client = useQueryClient();
  const text = useProblemText();
  const businessId = useBusinessId();
  return useMutation({
    mutationFn: (work: () => Promise<Overview | undefined>) => work(),
    onSuccess: (overview) => {
      if (overview) client.setQueryData(configQuery(businessId).queryKey, overview);
    },
    onError: (error) => {
      const problem = Problem.of(error);
      notifyProblem([text(problem), ...problem.fields.map((each) => each.problem)].join(" "));
    },
    onSettled: () =>
      Promise.all(
        [
          configKey(businessId),
          businessQuery(businessId).queryKey,
          [businessId, "external-tools"],
          [businessId, "contact-fields"],
        ].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
