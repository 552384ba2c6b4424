import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what makes a case of a conversation, up to a message or all of it, and shows it to be looked through. */
export function useRecordCase(conversationId: string) {
  const navigate = useNavigate();
  const text = useProblemText();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const { mutate } = useMutation({
    mutationFn: (upto: string | null) =>
      answer(
        api.POST("/v1/agent/cases/from-conversation", {
          body: { conversation_id: conversationId, ...(upto ? { upto } : {}) },
        }),
      ),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [businessId, "evals"] });
      await navigate({ to: "/agent/evals", search: { edit: id } });
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  return mutate;
}
