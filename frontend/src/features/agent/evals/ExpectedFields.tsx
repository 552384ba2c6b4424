import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { type CaseForm, REASONS } from "@/features/agent/evals/case_form";
import { FilterChip } from "@/ui/Chip";
import { Field } from "@/ui/Field";
import { Input, Textarea } from "@/ui/Input";
import { Switch } from "@/ui/Switch";

const STEP_NUMBER = /^([1-9]|1\d|20)?$/;

/** What must hold: what is said and not said, whether people take over, what is done. */
export function ExpectedFields() {
  const { t } = useTranslation("evals");
  const { control, register, setValue, formState } = useFormContext<CaseForm>();
  const handedOver = useWatch({ control, name: "handedOver" });
  const reasons = useWatch({ control, name: "reasons" });
  const flip = (reason: (typeof REASONS)[number]) =>
    setValue("reasons", reasons.includes(reason) ? reasons.filter((each) => each !== reason) : [...reasons, reason], {
      shouldDirty: true,
    });
  return (
    <fieldset className="flex min-w-0 flex-col gap-4">
      <legend className="mb-2 font-semibold">{t("expected")}</legend>
      <div className="grid gap-4 phone:grid-cols-2">
        <Field label={t("says")} hint={t("saysHint")}>
          <Textarea rows={2} {...register("says")} />
        </Field>
        <Field label={t("never")} hint={t("neverHint")}>
          <Textarea rows={2} {...register("never")} />
        </Field>
      </div>
      <div>
        <div className="flex items-center gap-3">
          <Switch
            checked={handedOver}
            label={t("handedOver")}
            onChange={(on) => setValue("handedOver", on, { shouldDirty: true })}
          />
          <span aria-hidden className="font-medium text-table">
            {t("handedOver")}
          </span>
        </div>
        {handedOver && (
          <div className="mt-2 flex flex-wrap gap-2">
            {REASONS.map((reason) => (
              <FilterChip key={reason} on={reasons.includes(reason)} onClick={() => flip(reason)}>
                {t(`reasons.${reason}`)}
              </FilterChip>
            ))}
          </div>
        )}
      </div>
      <details>
        <summary className="cursor-pointer font-medium text-info text-table">{t("more")}</summary>
        <div className="mt-3 grid gap-4 phone:grid-cols-2">
          <Field label={t("toolAnswers")} hint={t("toolAnswersHint")}>
            <Textarea rows={2} spellCheck={false} {...register("answersOfTools")} />
          </Field>
          <Field label={t("effects")} hint={t("effectsHint")}>
            <Input autoCapitalize="off" spellCheck={false} {...register("effects")} />
          </Field>
          <Field label={t("files")} hint={t("byCommas")}>
            <Input {...register("files")} />
          </Field>
          <Field label={t("fields")} hint={t("fieldsHint")}>
            <Textarea rows={2} {...register("fields")} />
          </Field>
          <Field label={t("numbers")} hint={t("numbersHint")}>
            <Input {...register("numbers")} />
          </Field>
          <Field label={t("silentFrom")} error={formState.errors.silentFrom?.message}>
            <Input
              inputMode="numeric"
              {...register("silentFrom", { pattern: { value: STEP_NUMBER, message: t("stepNumber") } })}
            />
          </Field>
        </div>
      </details>
    </fieldset>
  );
}
