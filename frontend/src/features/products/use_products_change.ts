import { useMutation, useQueryClient } from "@tanstack/react-query";
import { productsKey } from "@/features/products/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what does a piece of work on products and asks for them again, whatever came of it; a refusal is said. */
export function useProductsChange() {
  const client = useQueryClient();
  const queryKey = productsKey(useBusinessId());
  const text = useProblemText();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => client.invalidateQueries({ queryKey }),
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
}
