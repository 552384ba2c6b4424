import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { AuthLayout } from "@/features/auth/AuthLayout";
import { requestReset } from "@/features/auth/calls";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";
import { TextLink } from "@/ui/TextLink";

export function ForgotPage() {
  const { t, i18n } = useTranslation("auth");
  const [done, setDone] = useState(false);
  const form = useForm({ defaultValues: { email: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ email }) => {
    await requestReset({ email, language: i18n.resolvedLanguage === "en" ? "en" : "es" });
    setDone(true);
  });
  return (
    <AuthLayout
      title={done ? t("forgot.doneTitle") : t("forgot.title")}
      subtitle={done ? t("forgot.doneText") : t("forgot.text")}
    >
      {!done && (
        <form onSubmit={submit} noValidate className="flex flex-col gap-5">
          <Field label={t("email")} error={errors.email?.message}>
            <Input type="email" autoComplete="username" {...form.register("email", { required: t("required") })} />
          </Field>
          <FormError message={errors.root?.message} />
          <Button kind="primary" type="submit" wide busy={isSubmitting}>
            {t("forgot.submit")}
          </Button>
        </form>
      )}
      <p className="mt-6 text-center text-table">
        <TextLink to="/log-in">{t("backToLogIn")}</TextLink>
      </p>
    </AuthLayout>
  );
}
