import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { AuthLayout } from "@/features/auth/AuthLayout";
import { getConfig, logIn, signUp } from "@/features/auth/calls";
import { guessCurrency } from "@/features/auth/guess_currency";
import { TermsLine } from "@/features/auth/TermsLine";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";
import { TextLink } from "@/ui/TextLink";

export function SignUpPage() {
  const { t, i18n } = useTranslation("auth");
  const navigate = useNavigate();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({ defaultValues: { name: "", business_name: "", email: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async (values) => {
    const config = await getConfig();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await signUp({
      ...values,
      language: i18n.resolvedLanguage === "en" ? "en" : "es",
      ...(config.timezones.includes(zone) ? { timezone: zone } : {}),
      currency: guessCurrency(
        zone,
        config.currencies.map(({ code }) => code),
      ),
      terms_version: config.terms.version,
    });
    setSentTo(values.email);
  });
  const enter = useSubmit(form, async ({ email, password }) => {
    await logIn({ email, password });
    await navigate({ to: "/inbox/{-$id}", replace: true });
  });
  if (sentTo)
    return (
      <AuthLayout title={t("signUp.sentTitle")} subtitle={t("signUp.sentText", { email: sentTo })}>
        <FormError message={errors.root?.message} />
        <Button kind="primary" wide busy={isSubmitting} onClick={enter}>
          {t("signUp.enter")}
        </Button>
      </AuthLayout>
    );
  const required = { required: t("required") };
  return (
    <AuthLayout title={t("signUp.title")} subtitle={t("signUp.subtitle")}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t("signUp.name")} error={errors.name?.message}>
          <Input autoComplete="name" {...form.register("name", required)} />
        </Field>
        <Field label={t("signUp.business")} error={errors.business_name?.message}>
          <Input autoComplete="organization" {...form.register("business_name", required)} />
        </Field>
        <Field label={t("email")} error={errors.email?.message}>
          <Input type="email" autoComplete="username" {...form.register("email", required)} />
        </Field>
        <Field label={t("password")} hint={t("passwordHint")} error={errors.password?.message}>
          <PasswordInput
            words={[t("show"), t("hide")]}
            autoComplete="new-password"
            {...form.register("password", required)}
          />
        </Field>
        <FormError message={errors.root?.message} />
        <Button kind="primary" type="submit" wide busy={isSubmitting}>
          {t("signUp.submit")}
        </Button>
        <TermsLine />
      </form>
      <p className="mt-6 text-center text-ink-2 text-table">
        {t("signUp.hasAccount")} <TextLink to="/log-in">{t("logIn.submit")}</TextLink>
      </p>
    </AuthLayout>
  );
}
