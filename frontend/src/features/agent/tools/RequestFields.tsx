import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { readObject, type ToolValues } from "@/features/agent/tools/values";
import { Field } from "@/ui/Field";
import { Textarea } from "@/ui/Input";

/** What is sent, with the names of its values, and what the agent reads of the answer. */
export function RequestFields({ form }: { form: UseFormReturn<ToolValues> }) {
  const { t } = useTranslation("agent");
  const { errors } = form.formState;
  const parameters = form.watch("parameters").map(({ name }) => name);
  const secrets = form.watch("secrets").map(({ name }) => `secret.${name}`);
  const put = (into: "headers" | "body_template", name: string) =>
    form.setValue(into, `${form.getValues(into)}{{${name}}}`, { shouldDirty: true });
  return (
    <>
      <div className="grid gap-4 phone:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-2">
          <Field label={t("tools.headers")} hint={t("tools.headersHint")} error={errors.headers?.message}>
            <Textarea rows={5} spellCheck={false} className="font-mono" {...form.register("headers")} />
          </Field>
          <Names names={[...secrets, ...parameters]} onPut={(name) => put("headers", name)} />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <Field label={t("tools.body")} hint={t("tools.bodyHint")} error={errors.body_template?.message}>
            <Textarea
              rows={5}
              spellCheck={false}
              className="font-mono"
              {...form.register("body_template", {
                validate: (text) => readObject(text) !== null || t("tools.notJson"),
              })}
            />
          </Field>
          <Names names={[...parameters, ...secrets]} onPut={(name) => put("body_template", name)} />
        </div>
      </div>
      <Field label={t("tools.paths")} hint={t("tools.pathsHint")} error={errors.result_paths?.message}>
        <Textarea rows={2} spellCheck={false} className="font-mono" {...form.register("result_paths")} />
      </Field>
    </>
  );
}

function Names({ names, onPut }: { names: string[]; onPut: (name: string) => void }) {
  const { t } = useTranslation("agent");
  const named = [...new Set(names)].filter((name) => name && name !== "secret.");
  return (
    <span className="flex flex-wrap gap-1.5">
      {named.map((name) => (
        <button
          key={name}
          type="button"
          aria-label={t("tools.put", { name })}
          onClick={() => onPut(name)}
          className="h-7 max-w-full truncate rounded-small bg-info-soft px-2 font-mono text-info text-meta"
        >
          {name}
        </button>
      ))}
    </span>
  );
}
