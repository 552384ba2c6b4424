import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { meetChallenge } from "@/features/auth/calls";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";

/** The code of the authenticator, or a recovery code. */
export function SecondFactorForm({
  challenge,
  onDone,
  onBack,
}: {
  challenge: string;
  onDone: () => void;
  onBack: () => void;
}) {
  const { t } = useTranslation("auth");
  const form = useForm({ defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ code }) => {
    await meetChallenge({ challenge, code: code.trim() });
    onDone();
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <Field label={t("secondFactor.code")} hint={t("secondFactor.hint")} error={errors.code?.message}>
        <Input
          autoFocus
          inputMode="text"
          autoComplete="one-time-code"
          spellCheck={false}
          className="text-center font-semibold text-page tracking-[0.3em]"
          {...form.register("code", { required: t("required") })}
        />
      </Field>
      <FormError message={errors.root?.message} />
      <Button kind="primary" type="submit" wide busy={isSubmitting}>
        {t("secondFactor.submit")}
      </Button>
      <Button kind="ghost" wide onClick={onBack}>
        {t("secondFactor.back")}
      </Button>
    </form>
  );
}
