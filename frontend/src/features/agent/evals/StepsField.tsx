import { Plus, X } from "lucide-react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { type CaseForm, EMPTY_STEP } from "@/features/agent/evals/case_form";
import { MessagesField } from "@/features/agent/evals/MessagesField";
import { ToolsField } from "@/features/agent/evals/ToolsField";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { IconButton } from "@/ui/IconButton";
import { Input } from "@/ui/Input";

const MOST_STEPS = 20;

/** The steps of a case, one after the other. */
export function StepsField() {
  const { t } = useTranslation("evals");
  const { control } = useFormContext<CaseForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "steps" });
  const add = (step: typeof EMPTY_STEP) => append(step);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">{t("steps")}</legend>
      <ol className="flex flex-col gap-3">
        {fields.map((each, at) => (
          <li key={each.id} className="rounded-card border border-line p-4">
            <Step at={at} onRemove={fields.length > 1 && at > 0 ? () => remove(at) : null} />
          </li>
        ))}
      </ol>
      {fields.length < MOST_STEPS && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="small" onClick={() => add(EMPTY_STEP)}>
            <Plus aria-hidden /> {t("stepKinds.customer")}
          </Button>
          <Button size="small" onClick={() => add({ ...EMPTY_STEP, kind: "person" })}>
            <Plus aria-hidden /> {t("stepKinds.person")}
          </Button>
          <Button size="small" onClick={() => add({ ...EMPTY_STEP, kind: "hand_back" })}>
            <Plus aria-hidden /> {t("stepKinds.hand_back")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Step({ at, onRemove }: { at: number; onRemove: (() => void) | null }) {
  const { t } = useTranslation("evals");
  const { control, register, formState } = useFormContext<CaseForm>();
  const kind = useWatch({ control, name: `steps.${at}.kind` });
  const errors = formState.errors.steps?.[at];
  return (
    <>
      <div className="mb-2 flex min-h-8 items-center justify-between gap-2">
        <h3 className="font-medium text-table">
          {at + 1}. {t(`stepKinds.${kind}`)}
        </h3>
        {onRemove && <IconButton small icon={X} label={t("removeStep", { number: at + 1 })} onClick={onRemove} />}
      </div>
      {kind === "customer" && (
        <>
          <MessagesField at={at} />
          <div className="mt-3 grid gap-3 phone:grid-cols-[1fr_140px]">
            <ToolsField at={at} />
            <Field label={t("answersOf")} error={errors?.answers?.message}>
              <Input
                inputMode="numeric"
                {...register(`steps.${at}.answers`, { pattern: { value: /^[0-5]?$/, message: t("upToFive") } })}
              />
            </Field>
          </div>
        </>
      )}
      {kind === "person" && (
        <Input
          aria-label={t("personSays")}
          aria-invalid={Boolean(errors?.text)}
          maxLength={1000}
          {...register(`steps.${at}.text`, { required: t("required") })}
        />
      )}
    </>
  );
}
