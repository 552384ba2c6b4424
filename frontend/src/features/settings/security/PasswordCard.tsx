import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { PasswordInput } from "@/ui/Input";
import { notify } from "@/ui/notify";

const LEAST = 10;

/** A new password; every other session ends. */
export function PasswordCard() {
  const { t } = useTranslation("settings");
  const form = useForm({ defaultValues: { current: "", new: "" } });
  const { errors, isSubmitting } = form.formState;
  const words: [string, string] = [t("password.show"), t("password.hide")];
  const submit = useSubmit(form, async (body) => {
    await answer(api.POST("/v1/me/password", { body }));
    form.reset();
    notify(t("password.changed"));
  });
  return (
    <Card title={t("password.title")}>
      <form noValidate className="grid gap-4 p-5 phone:grid-cols-2" onSubmit={(event) => void submit(event)}>
        <Field label={t("password.current")} error={errors.current?.message}>
          <PasswordInput
            autoComplete="current-password"
            words={words}
            {...form.register("current", { required: t("required") })}
          />
        </Field>
        <Field label={t("password.new")} hint={t("password.hint", { count: LEAST })} error={errors.new?.message}>
          <PasswordInput
            autoComplete="new-password"
            words={words}
            {...form.register("new", { required: t("required") })}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-3 phone:col-span-2">
          <Button type="submit" busy={isSubmitting}>
            {t("password.action")}
          </Button>
          <FormError message={errors.root?.message} />
        </div>
      </form>
    </Card>
  );
}
