import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { logIn } from "@/features/auth/calls";
import { SecondFactorForm } from "@/features/auth/SecondFactorForm";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";
import { TextLink } from "@/ui/TextLink";

type Props = { email?: string; onDone: () => void; submitLabel?: string };

/** E-mail and password, then the second factor where one is on. */
export function LogInForm({ email = "", onDone, submitLabel }: Props) {
  const { t } = useTranslation(["auth", "common"]);
  const [challenge, setChallenge] = useState<string | null>(null);
  const form = useForm({ defaultValues: { email, password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async (values) => {
    const next = await logIn(values);
    if (next) setChallenge(next);
    else onDone();
  });
  if (challenge) return <SecondFactorForm challenge={challenge} onDone={onDone} onBack={() => setChallenge(null)} />;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <Field label={t("auth:email")} error={errors.email?.message}>
        <Input type="email" autoComplete="username" {...form.register("email", { required: t("auth:required") })} />
      </Field>
      <Field
        label={t("auth:password")}
        error={errors.password?.message}
        aside={
          <TextLink to="/forgot" className="text-table">
            {t("auth:logIn.forgot")}
          </TextLink>
        }
      >
        <PasswordInput
          words={[t("auth:show"), t("auth:hide")]}
          autoComplete="current-password"
          {...form.register("password", { required: t("auth:required") })}
        />
      </Field>
      <FormError message={errors.root?.message} />
      <Button kind="primary" type="submit" wide busy={isSubmitting}>
        {submitLabel ?? t("auth:logIn.submit")}
      </Button>
    </form>
  );
}
