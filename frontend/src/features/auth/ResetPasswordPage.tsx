import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { AuthLayout } from "@/features/auth/AuthLayout";
import { resetPassword } from "@/features/auth/calls";
import { useSubmit } from "@/lib/forms";
import { useLinkToken } from "@/lib/link_token";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { PasswordInput } from "@/ui/Input";
import { TextLink } from "@/ui/TextLink";

export function ResetPasswordPage() {
  const { t } = useTranslation("auth");
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  const form = useForm({ defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ password }) => {
    await resetPassword({ token: token ?? "", password });
    setDone(true);
  });
  const subtitle = done ? t("reset.doneText") : token ? t("reset.text") : t("noToken");
  return (
    <AuthLayout title={done ? t("reset.doneTitle") : t("reset.title")} subtitle={subtitle}>
      {!done && token && (
        <form onSubmit={submit} noValidate className="flex flex-col gap-5">
          <Field label={t("reset.password")} hint={t("passwordHint")} error={errors.password?.message}>
            <PasswordInput
              words={[t("show"), t("hide")]}
              autoComplete="new-password"
              {...form.register("password", { required: t("required") })}
            />
          </Field>
          <FormError message={errors.root?.message} />
          <Button kind="primary" type="submit" wide busy={isSubmitting}>
            {t("reset.submit")}
          </Button>
        </form>
      )}
      <p className="mt-6 text-center text-table">
        <TextLink to="/log-in">{t("backToLogIn")}</TextLink>
      </p>
    </AuthLayout>
  );
}
