import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { agentCapQuery } from "@/features/admin/queries";
import type { AgentSpending } from "@/features/admin/types";
import { useBrowserPlace } from "@/features/admin/use_browser_place";
import { adminApi } from "@/lib/api/admin";
import { answer } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { notify, notifyProblem } from "@/ui/notify";

const MICROS = 1_000_000;

/** What all agents together may cost in an hour. Nothing is shown until it is known. */
export function CapCard() {
  const { data } = useQuery(agentCapQuery);
  return data ? <Form key={data.hourly_micros} spending={data} /> : null;
}

function Form({ spending }: { spending: AgentSpending }) {
  const { t } = useTranslation("admin");
  const text = useProblemText();
  const client = useQueryClient();
  const { language } = useBrowserPlace();
  const before = spending.hourly_micros === null ? "" : String(spending.hourly_micros / MICROS);
  const [dollars, setDollars] = useState(before);
  const save = useMutation({
    mutationFn: (hourly_micros: number | null) =>
      answer(adminApi.PUT("/v1/admin/agent-cap", { body: { hourly_micros } })),
    onSuccess: (saved) => {
      client.setQueryData(agentCapQuery.queryKey, saved);
      notify(t("cap.saved"));
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  const spent = new Intl.NumberFormat(language, { style: "currency", currency: "USD", maximumFractionDigits: 2 });
  return (
    <Card title={t("cap.title")}>
      <form
        className="grid items-start gap-4 p-5 phone:grid-cols-[1fr_200px_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(dollars === "" ? null : Math.round(Number(dollars) * MICROS));
        }}
      >
        <p className="text-ink-2 text-table">
          {t("cap.text", { spent: spent.format(spending.spent_micros / MICROS) })}
        </p>
        <Field label={t("cap.dollars")} hint={t("cap.hint")}>
          <Input
            type="number"
            min={0.01}
            max={1_000_000}
            step={0.01}
            inputMode="decimal"
            value={dollars}
            onChange={({ target }) => setDollars(target.value)}
          />
        </Field>
        <Button
          kind="primary"
          type="submit"
          busy={save.isPending}
          disabled={dollars === before}
          className="phone:mt-[26px]"
        >
          {t("models.save")}
        </Button>
      </form>
    </Card>
  );
}
