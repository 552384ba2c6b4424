import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";

type Values = { password: string; code: string };
type Props = { title: string; onClose: () => void; onSubmit: (values: Values) => Promise<void> };

/** What is asked for before the second factor changes. */
export function PasswordAndCodeDialog({ title, onClose, onSubmit }: Props) {
  const { t } = useTranslation(["settings", "common"]);
  const form = useForm<Values>({ defaultValues: { password: "", code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, onSubmit);
  return (
    <Dialog
      title={title}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
            {title}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)}>
        <Field label={t("settings:password.current")} error={errors.password?.message}>
          <PasswordInput
            autoFocus
            autoComplete="current-password"
            words={[t("settings:password.show"), t("settings:password.hide")]}
            {...form.register("password")}
          />
        </Field>
        <Field label={t("settings:factor.code")} hint={t("settings:factor.orRecovery")} error={errors.code?.message}>
          <Input autoComplete="one-time-code" {...form.register("code")} />
        </Field>
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}
