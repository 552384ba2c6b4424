import { Controller, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { ToolValues } from "@/features/agent/tools/values";
import { Field } from "@/ui/Field";
import { Input, Textarea } from "@/ui/Input";
import { SwitchRow } from "@/ui/SwitchRow";

/** What a tool is called, when it is used, and where it is. */
export function ToolBasics({ form }: { form: UseFormReturn<ToolValues> }) {
  const { t } = useTranslation("agent");
  const { errors } = form.formState;
  const required = t("tools.required");
  return (
    <>
      <Field label={t("tools.name")} hint={t("tools.nameHint")} error={errors.name?.message}>
        <Input maxLength={41} spellCheck={false} className="font-mono" {...form.register("name", { required })} />
      </Field>
      <Field label={t("tools.when")} hint={t("tools.whenHint")} error={errors.description?.message}>
        <Textarea rows={2} maxLength={1000} {...form.register("description", { required })} />
      </Field>
      <div className="grid gap-4 phone:grid-cols-[1fr_128px]">
        <Field label={t("tools.address")} error={errors.url?.message}>
          <Input
            type="url"
            maxLength={2000}
            placeholder="https://"
            className="font-mono"
            {...form.register("url", { required })}
          />
        </Field>
        <Field label={t("tools.timeout")} error={errors.timeout_seconds?.message}>
          <Input type="number" min={1} max={20} {...form.register("timeout_seconds", { required })} />
        </Field>
      </div>
      <div className="rounded-control border border-line">
        <Controller
          control={form.control}
          name="effect"
          render={({ field }) => (
            <SwitchRow
              title={t("tools.effect")}
              text={t("tools.effectText")}
              checked={field.value}
              onChange={field.onChange}
            />
          )}
        />
      </div>
    </>
  );
}
