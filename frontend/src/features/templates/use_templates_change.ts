import { useMutation, useQueryClient } from "@tanstack/react-query";
import { templatesKey } from "@/features/templates/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what does a piece of work on templates and asks for them again; a refusal is said. */
export function useTemplatesChange() {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => client.invalidateQueries({ queryKey: templatesKey(businessId) }),
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
}
