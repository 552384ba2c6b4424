import { useMutation, useQueryClient } from "@tanstack/react-query";
import { configKey } from "@/features/agent/configs/queries";
import { Problem } from "@/lib/api/problem";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what changes fields: the work is done, they and the agent's versions are asked for again, a refusal is said. */
export function useFieldChange() {
  const businessId = useBusinessId();
  const client = useQueryClient();
  const text = useProblemText();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () =>
      Promise.all(
        [contactFieldsQuery(businessId).queryKey, configKey(businessId)].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    onError: (error) => {
      const problem = Problem.of(error);
      notifyProblem([text(problem), ...problem.fields.map((each) => each.problem)].join(" "));
    },
  });
}
