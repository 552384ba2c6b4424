import { useMutation } from "@tanstack/react-query";
import { Check, CircleAlert, Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExternalTool, Parameter, Tried } from "@/features/agent/tools/queries";
import { typed } from "@/features/agent/tools/values";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";
import { StateChip } from "@/ui/Chip";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select } from "@/ui/Input";

/** Calls a tool once with sample values, and shows what came back. unsaved: what is tried is what was saved. */
export function Trial({ tool, unsaved }: { tool: ExternalTool; unsaved: boolean }) {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const [values, setValues] = useState<Record<string, string>>({});
  const asked = tool.parameters.filter(({ source }) => (source ?? "model") === "model");
  const trial = useMutation({
    mutationFn: () =>
      answer(
        api.POST("/v1/external-tools/{tool_id}/try", {
          params: { path: { tool_id: tool.id } },
          body: { arguments: argumentsOf(asked, values) },
        }),
      ),
  });
  return (
    <section
      aria-label={t("trial.title")}
      className="flex flex-col gap-3 rounded-b-card border-line border-t bg-raised p-5"
    >
      <h3 className="font-semibold text-section">{t("trial.title")}</h3>
      <p className="text-ink-2 text-table">{unsaved ? t("trial.unsaved") : t("trial.text")}</p>
      <div className="flex flex-wrap items-end gap-3">
        {asked.map((each) => (
          <Field key={each.name} label={each.name}>
            <Value
              parameter={each}
              value={values[each.name] ?? ""}
              onChange={(value) => setValues({ ...values, [each.name]: value })}
            />
          </Field>
        ))}
        <Button busy={trial.isPending} onClick={() => trial.mutate()}>
          <Play aria-hidden /> {t("trial.run")}
        </Button>
      </div>
      {trial.error && <FormError message={text(Problem.of(trial.error))} />}
      {trial.data && <Outcome tried={trial.data} />}
    </section>
  );
}

type ValueProps = { parameter: Parameter; value: string; onChange: (value: string) => void };

function Value({ parameter, value, onChange, ...rest }: ValueProps) {
  const choices = parameter.type === "boolean" ? ["true", "false"] : parameter.enum?.map(String);
  if (!choices) return <Input {...rest} value={value} onChange={(event) => onChange(event.target.value)} />;
  return (
    <Select {...rest} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="" />
      {choices.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </Select>
  );
}

function Outcome({ tried }: { tried: Tried }) {
  const { t } = useTranslation("agent");
  const well = tried.result.ok === true;
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      <span className="flex items-center gap-3 text-ink-2 text-table tabular-nums">
        <StateChip tone={well ? "accent" : "danger"} icon={well ? Check : CircleAlert}>
          {tried.status ?? t("trial.noAnswer")}
        </StateChip>
        {t("trial.took", { count: tried.milliseconds })}
      </span>
      <div className="grid gap-4 phone:grid-cols-2">
        <Code title={t("trial.sent")} text={JSON.stringify({ headers: tried.headers, body: tried.body }, null, 2)} />
        <Code title={t("trial.answered")} text={tried.answer ?? "—"} />
      </div>
      <Code title={t("trial.reads")} text={JSON.stringify(tried.result, null, 2)} />
    </div>
  );
}

function Code({ title, text }: { title: string; text: string }) {
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="text-ink-2 text-meta">{title}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys
        tabIndex={0}
        className="max-h-60 overflow-auto whitespace-pre-wrap rounded-control border border-line bg-surface p-3 font-mono text-meta [overflow-wrap:anywhere]"
      >
        {text}
      </pre>
    </figure>
  );
}

function argumentsOf(asked: Parameter[], values: Record<string, string>): Record<string, unknown> {
  const given = asked.filter(({ name, required }) => (required ?? true) || values[name]);
  return Object.fromEntries(given.map(({ name, type }) => [name, typed(values[name] ?? "", type ?? "string")]));
}
