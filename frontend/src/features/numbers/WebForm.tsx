import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Instance } from "@/features/numbers/types";
import { answer, api } from "@/lib/api/client";
import { instancesQuery } from "@/lib/business_lists";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";

/** Names a number that is then linked by QR. */
export function WebForm({ onDone }: { onDone: (made: Pick<Instance, "id" | "name">) => void }) {
  const { t } = useTranslation("numbers");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const form = useForm({ defaultValues: { name: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ name }) => {
    const made = await answer(api.POST("/v1/instances", { body: { provider: "web", name } }));
    await client.invalidateQueries({ queryKey: instancesQuery(businessId).queryKey });
    onDone(made);
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label={t("name")} hint={t("nameHint")} error={errors.name?.message}>
        <Input autoFocus maxLength={100} {...form.register("name", { required: t("required") })} />
      </Field>
      <FormError message={errors.root?.message} />
      <Button kind="primary" type="submit" busy={isSubmitting}>
        {t("next")}
      </Button>
    </form>
  );
}
