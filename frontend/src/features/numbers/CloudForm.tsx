import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { WebhookSteps } from "@/features/numbers/WebhookSteps";
import { answer, api } from "@/lib/api/client";
import { instancesQuery } from "@/lib/business_lists";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";

type Connected = components["schemas"]["NewlyConnected"];

/** What Meta gave, checked at Meta; then what to enter there. */
export function CloudForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("numbers");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const [connected, setConnected] = useState<Connected | null>(null);
  const form = useForm({ defaultValues: { phone_number_id: "", account_id: "", access_token: "", app_secret: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async (body) => {
    setConnected(await answer(api.POST("/v1/instances", { body: { provider: "cloud", ...body } })));
    await client.invalidateQueries({ queryKey: instancesQuery(businessId).queryKey });
  });
  if (connected) return <WebhookSteps instanceId={connected.id} webhook={connected.webhook} onClose={onClose} />;
  const required = { required: t("required") };
  const words: [string, string] = [t("show"), t("hide")];
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-ink-2 text-table">{t("cloud.where")}</p>
      <Field label={t("cloud.phoneNumberId")} error={errors.phone_number_id?.message}>
        <Input inputMode="numeric" autoComplete="off" {...form.register("phone_number_id", required)} />
      </Field>
      <Field label={t("cloud.accountId")} error={errors.account_id?.message}>
        <Input inputMode="numeric" autoComplete="off" {...form.register("account_id", required)} />
      </Field>
      <Field label={t("cloud.token")} hint={t("cloud.tokenHint")} error={errors.access_token?.message}>
        <PasswordInput words={words} autoComplete="off" {...form.register("access_token", required)} />
      </Field>
      <Field label={t("cloud.secret")} hint={t("cloud.secretHint")} error={errors.app_secret?.message}>
        <PasswordInput words={words} autoComplete="off" {...form.register("app_secret", required)} />
      </Field>
      <FormError message={errors.root?.message} />
      <Button kind="primary" type="submit" busy={isSubmitting}>
        {t("cloud.submit")}
      </Button>
    </form>
  );
}
