import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { getConfig, joinByInvitation } from "@/features/auth/calls";
import { TermsLine } from "@/features/auth/TermsLine";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";

/** Name and password of somebody who was invited and has no account yet. */
export function JoinForm({ token, email, onDone }: { token: string; email: string; onDone: () => void }) {
  const { t, i18n } = useTranslation("auth");
  const form = useForm({ defaultValues: { name: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async (values) => {
    const { terms } = await getConfig();
    const language = i18n.resolvedLanguage === "en" ? "en" : "es";
    await joinByInvitation({ token, ...values, language, terms_version: terms.version });
    onDone();
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label={t("email")}>
        <Input value={email} readOnly autoComplete="username" />
      </Field>
      <Field label={t("signUp.name")} error={errors.name?.message}>
        <Input autoComplete="name" {...form.register("name", { required: t("required") })} />
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={errors.password?.message}>
        <PasswordInput
          words={[t("show"), t("hide")]}
          autoComplete="new-password"
          {...form.register("password", { required: t("required") })}
        />
      </Field>
      <FormError message={errors.root?.message} />
      <Button kind="primary" type="submit" wide busy={isSubmitting}>
        {t("invitation.join")}
      </Button>
      <TermsLine />
    </form>
  );
}
