import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { businessQuery, useBusinessId, useMay } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";
import { Switch } from "@/ui/Switch";

/** Whether the agent answers at all, in the whole business: at once, without a draft. */
export function OnSwitch() {
  const { t } = useTranslation("agent");
  const client = useQueryClient();
  const text = useProblemText();
  const mayWrite = useMay("business:write");
  const query = businessQuery(useBusinessId());
  const { data: business } = useQuery(query);
  const turn = useMutation({
    mutationFn: (bot_enabled: boolean) => answer(api.PATCH("/v1/business", { body: { bot_enabled } })),
    onSuccess: (changed) => client.setQueryData(query.queryKey, changed),
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  if (!business) return null;
  const on = turn.isPending ? turn.variables : business.bot_enabled;
  return (
    <span className="flex items-center gap-2 text-ink-2 text-table">
      <Switch
        checked={on}
        disabled={!mayWrite || turn.isPending}
        label={t("configs.on")}
        onChange={(next) => turn.mutate(next)}
      />
      <span aria-hidden>{on ? t("configs.on") : t("configs.off")}</span>
    </span>
  );
}
