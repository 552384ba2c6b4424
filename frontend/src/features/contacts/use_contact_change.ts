import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { contactQuery } from "@/features/contacts/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

type Update = components["schemas"]["UpdateContact"];

/** Returns what changes a contact; the answer is shown, a refusal is said. */
export function useContactChange(contactId: string) {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  return useMutation({
    mutationFn: (body: Update) =>
      answer(api.PATCH("/v1/contacts/{contact_id}", { params: { path: { contact_id: contactId } }, body })),
    onSuccess: (contact) => client.setQueryData(contactQuery(businessId, contactId).queryKey, contact),
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
}
