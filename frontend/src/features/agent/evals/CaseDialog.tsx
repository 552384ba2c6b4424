import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { type CaseForm, caseOf, formOf } from "@/features/agent/evals/case_form";
import { ExpectedFields } from "@/features/agent/evals/ExpectedFields";
import { type Case, evalsKey } from "@/features/agent/evals/queries";
import { StepsField } from "@/features/agent/evals/StepsField";
import { useEvalChange } from "@/features/agent/evals/use_eval_change";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";

/** What a customer does in a case, and what must come of it. */
export function CaseDialog({ edited, onClose }: { edited: Case | null; onClose: () => void }) {
  const { t } = useTranslation(["evals", "common"]);
  const client = useQueryClient();
  const businessId = useBusinessId();
  const [deleting, setDeleting] = useState(false);
  const change = useEvalChange();
  const form = useForm<CaseForm>({ defaultValues: formOf(edited) });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async (values) => {
    const body = caseOf(values, edited);
    if (edited)
      await answer(
        api.PATCH("/v1/agent/cases/{case_id}", {
          params: { path: { case_id: edited.id } },
          body: { ...body, revision: edited.revision },
        }),
      );
    else await answer(api.POST("/v1/agent/cases", { body }));
    await client.invalidateQueries({ queryKey: evalsKey(businessId) });
    onClose();
  });
  if (edited && deleting)
    return (
      <Confirm
        title={t("evals:deleteTitle", { name: edited.name })}
        text={t("evals:deleteText")}
        action={t("evals:delete")}
        onClose={onClose}
        onConfirm={() =>
          change.mutateAsync(() =>
            answer(api.DELETE("/v1/agent/cases/{case_id}", { params: { path: { case_id: edited.id } } })),
          )
        }
      />
    );
  return (
    <Dialog
      wide
      title={edited ? t("evals:editTitle") : t("evals:newTitle")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          {edited && (
            <Button kind="danger" className="mr-auto" onClick={() => setDeleting(true)}>
              {t("evals:delete")}
            </Button>
          )}
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
            {t("common:save")}
          </Button>
        </>
      }
    >
      <FormProvider {...form}>
        <form noValidate className="flex flex-col gap-5 pb-2" onSubmit={(event) => void submit(event)}>
          <div className="grid gap-4 phone:grid-cols-[2fr_1fr]">
            <Field label={t("evals:name")} error={errors.name?.message}>
              <Input autoFocus maxLength={120} {...form.register("name", { required: t("evals:required") })} />
            </Field>
            <Field label={t("evals:tags")} hint={t("evals:byCommas")} error={errors.tags?.message}>
              <Input {...form.register("tags")} />
            </Field>
          </div>
          <StepsField />
          <ExpectedFields />
          <FormError message={errors.root?.message ?? errors.steps?.message ?? errors.steps?.root?.message} />
        </form>
      </FormProvider>
    </Dialog>
  );
}
