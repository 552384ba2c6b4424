import { useMutation, useQueryClient } from "@tanstack/react-query";
import { filesKey } from "@/features/agent/knowledge/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what does a piece of work and asks for the files again; a refusal is said. */
export function useFileChange() {
  const client = useQueryClient();
  const text = useProblemText();
  const queryKey = filesKey(useBusinessId());
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (error) => notifyProblem(text(Problem.of(error))),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
