import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { renderSVG } from "uqr";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";

type Secret = components["schemas"]["NewSecondFactor"];
type Props = { onClose: () => void; onDone: (codes: string[]) => void };

/** The password, then a QR code for the app on the phone, then the code it shows. */
export function EnableFactorDialog({ onClose, onDone }: Props) {
  const { t } = useTranslation(["settings", "common"]);
  const [secret, setSecret] = useState<Secret | null>(null);
  const form = useForm({ defaultValues: { password: "", code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ password, code }) => {
    if (!secret) return setSecret(await answer(api.POST("/v1/me/second-factor", { body: { password } })));
    const body = { code: code.replace(/\s/g, "") };
    onDone((await answer(api.POST("/v1/me/second-factor/confirm", { body }))).recovery_codes);
  });
  return (
    <Dialog
      title={t("settings:factor.enable")}
      description={t(secret ? "settings:factor.scan" : "settings:factor.first")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
            {t(secret ? "settings:factor.confirm" : "settings:factor.next")}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)}>
        {secret ? (
          <>
            <img
              alt={t("settings:factor.qr")}
              src={`data:image/svg+xml,${encodeURIComponent(renderSVG(secret.uri, { border: 2 }))}`}
              className="mx-auto size-52 rounded-control bg-white"
            />
            <p className="text-center text-ink-2 text-table">
              {t("settings:factor.byHand")}{" "}
              <code className="select-all break-all font-medium text-ink">{secret.secret}</code>
            </p>
            <Field label={t("settings:factor.code")} error={errors.code?.message}>
              <Input
                key="code"
                autoFocus
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={8}
                {...form.register("code")}
              />
            </Field>
          </>
        ) : (
          <Field label={t("settings:password.current")} error={errors.password?.message}>
            <PasswordInput
              autoFocus
              autoComplete="current-password"
              words={[t("settings:password.show"), t("settings:password.hide")]}
              {...form.register("password")}
            />
          </Field>
        )}
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}
