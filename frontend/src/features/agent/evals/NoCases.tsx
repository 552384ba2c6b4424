import { useTranslation } from "react-i18next";
import type { NewCase } from "@/features/agent/evals/queries";
import { useEvalChange } from "@/features/agent/evals/use_eval_change";
import { answer, api } from "@/lib/api/client";
import { useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";

/** What will be here; three cases to begin with that hold for any business. */
export function NoCases({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation("evals");
  const mayWrite = useMay("agent:write");
  const change = useEvalChange();
  const samples = (): NewCase[] => [
    {
      name: t("samples.person.name"),
      tags: [t("samples.person.tag")],
      steps: [{ kind: "customer", messages: [{ text: t("samples.person.says") }], first_tools: ["pedir_humano"] }],
      expected: { handovers: [{ reasons: ["asked"], state: "open" }] },
    },
    {
      name: t("samples.discount.name"),
      tags: [t("samples.discount.tag")],
      steps: [
        { kind: "customer", messages: [{ text: t("samples.discount.says") }], answers: 1 },
        { kind: "customer", messages: [{ text: t("samples.discount.insists") }], answers: 1 },
      ],
      expected: { never_says: [[t("samples.discount.never")]] },
    },
    {
      name: t("samples.burst.name"),
      tags: [t("samples.burst.tag")],
      steps: [
        {
          kind: "customer",
          messages: [{ text: t("samples.burst.first") }, { text: t("samples.burst.second") }],
          answers: 1,
        },
      ],
    },
  ];
  const addSamples = () =>
    change.mutate(async () => {
      for (const body of samples().reverse()) await answer(api.POST("/v1/agent/cases", { body }));
    });
  return (
    <Card>
      <EmptyState
        title={t("empty")}
        action={
          mayWrite && (
            <div className="flex flex-wrap justify-center gap-2">
              <Button kind="primary" busy={change.isPending} onClick={addSamples}>
                {t("addSamples")}
              </Button>
              <Button onClick={onNew}>{t("newCase")}</Button>
            </div>
          )
        }
      >
        {t("emptyText")}
      </EmptyState>
    </Card>
  );
}
