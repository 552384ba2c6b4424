import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Problem } from "@/lib/api/problem";
import { instancesQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what does a piece of work on a number and asks for the numbers again; a refusal is said. */
export function useNumberChange() {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (error) => notifyProblem(text(Problem.of(error))),
    onSettled: () => client.invalidateQueries({ queryKey: instancesQuery(businessId).queryKey }),
  });
}
