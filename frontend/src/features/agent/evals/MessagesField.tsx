import { Plus, X } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { CaseForm } from "@/features/agent/evals/case_form";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Input, Select } from "@/ui/Input";

const MOST_MESSAGES = 10;
const KINDS = ["text", "voice", "picture"] as const;

/** What the customer writes in one go: several messages are one burst. */
export function MessagesField({ at }: { at: number }) {
  const { t } = useTranslation("evals");
  const { control, register, formState } = useFormContext<CaseForm>();
  const { fields, append, remove } = useFieldArray({ control, name: `steps.${at}.messages` });
  const errors = formState.errors.steps?.[at]?.messages;
  return (
    <>
      <ul className="flex flex-col gap-2">
        {fields.map((each, number) => (
          <li key={each.id}>
            <div className="flex items-center gap-2">
              <Select
                aria-label={t("messageKind")}
                className="!w-auto shrink-0"
                {...register(`steps.${at}.messages.${number}.kind`)}
              >
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`messageKinds.${kind}`)}
                  </option>
                ))}
              </Select>
              <Input
                aria-label={t("messageOf", { number: number + 1 })}
                aria-invalid={Boolean(errors?.[number]?.text)}
                maxLength={1000}
                {...register(`steps.${at}.messages.${number}.text`, { required: t("required") })}
              />
              {fields.length > 1 && (
                <IconButton
                  small
                  icon={X}
                  label={t("removeMessage", { number: number + 1 })}
                  onClick={() => remove(number)}
                />
              )}
            </div>
            {errors?.[number]?.text?.message && (
              <p className="mt-1 text-danger text-meta">{errors[number]?.text?.message}</p>
            )}
          </li>
        ))}
      </ul>
      {fields.length < MOST_MESSAGES && (
        <Button size="small" kind="ghost" className="mt-1" onClick={() => append({ kind: "text", text: "" })}>
          <Plus aria-hidden /> {t("addMessage")}
        </Button>
      )}
    </>
  );
}
