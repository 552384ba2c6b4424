import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { contactListKey } from "@/features/contacts/queries";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";

/** Adds somebody who has not written yet. */
export function NewContactDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["contacts", "common"]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const form = useForm({ defaultValues: { name: "", phone: "", email: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ name, phone, email }) => {
    const contact = await answer(
      api.POST("/v1/contacts", {
        body: {
          phone: phone.replace(/[^\d+]/g, ""),
          ...(name.trim() ? { name: name.trim() } : {}),
          ...(email.trim() ? { email: email.trim() } : {}),
        },
      }),
    );
    void client.invalidateQueries({ queryKey: contactListKey(businessId) });
    await navigate({ to: "/contacts/$id", params: { id: contact.id } });
  });
  return (
    <Dialog title={t("contacts:create.title")} closeLabel={t("common:close")} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4 pb-6">
        <Field label={t("contacts:create.name")} error={errors.name?.message}>
          <Input autoComplete="off" {...form.register("name")} />
        </Field>
        <Field label={t("contacts:create.phone")} hint={t("contacts:create.phoneHint")} error={errors.phone?.message}>
          <Input
            type="tel"
            autoComplete="off"
            placeholder="+52 55 1234 5678"
            {...form.register("phone", { required: t("contacts:create.required") })}
          />
        </Field>
        <Field label={t("contacts:create.email")} error={errors.email?.message}>
          <Input type="email" autoComplete="off" {...form.register("email")} />
        </Field>
        <FormError message={errors.root?.message} />
        <Button kind="primary" type="submit" busy={isSubmitting}>
          {t("contacts:create.submit")}
        </Button>
      </form>
    </Dialog>
  );
}
