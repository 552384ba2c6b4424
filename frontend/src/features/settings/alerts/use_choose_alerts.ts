import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type AlertChoices, alertChoicesKey } from "@/features/settings/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what sets the choices: shown at once, and taken back when they are refused. */
export function useChooseAlerts() {
  const client = useQueryClient();
  const key = alertChoicesKey(useBusinessId());
  const text = useProblemText();
  return useMutation({
    mutationFn: (body: AlertChoices) => answer(api.PUT("/v1/team/me/alerts", { body })),
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<AlertChoices>(key);
      client.setQueryData(key, body);
      return before;
    },
    onError: (error, _body, before) => {
      client.setQueryData(key, before);
      notifyProblem(text(Problem.of(error)));
    },
    onSuccess: (chosen) => client.setQueryData(key, chosen),
  });
}
