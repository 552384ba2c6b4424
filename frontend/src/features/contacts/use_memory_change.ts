import { useMutation, useQueryClient } from "@tanstack/react-query";
import { memoriesQuery } from "@/features/contacts/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what changes a memory of a contact; the list follows, a refusal is said. */
export function useMemoryChange(contactId: string) {
  const client = useQueryClient();
  const text = useProblemText();
  const { queryKey } = memoriesQuery(useBusinessId(), contactId);
  return useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onError: (error) => {
      const problem = Problem.of(error);
      notifyProblem(problem.fields[0]?.problem ?? text(problem));
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
