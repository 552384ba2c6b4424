import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useSubmit } from "@/lib/forms";
import { useProblemText } from "@/lib/i18n/problems";
import { useMe } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";
import { notify, notifyProblem } from "@/ui/notify";

/** The address one logs in with: whether it is confirmed, and its change, which waits for the new one's answer. */
export function EmailCard() {
  const { t } = useTranslation("settings");
  const text = useProblemText();
  const me = useMe();
  const client = useQueryClient();
  const [changing, setChanging] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ["me"] });
  const run = (work: Promise<unknown>, done?: string) =>
    void work.then(
      () => {
        if (done) notify(done);
        return refresh();
      },
      (error: unknown) => notifyProblem(text(Problem.of(error))),
    );
  return (
    <Card title={t("email.title")}>
      <div className="flex flex-wrap items-center gap-3 px-5 py-4">
        <span className="min-w-0 flex-1 truncate font-medium">{me.email}</span>
        <StateChip tone={me.email_verified ? "accent" : "warn"}>
          {t(me.email_verified ? "email.confirmed" : "email.unconfirmed")}
        </StateChip>
        {!me.email_verified && (
          <Button size="small" onClick={() => run(answer(api.POST("/v1/auth/resend-verification")), t("email.sent"))}>
            {t("email.resend")}
          </Button>
        )}
        <Button size="small" onClick={() => setChanging(true)}>
          {t("email.change")}
        </Button>
      </div>
      {me.pending_email && (
        <div className="flex flex-wrap items-center gap-3 border-line border-t bg-warn-soft px-5 py-3 text-warn">
          <p className="min-w-0 flex-1">{t("email.pending", { email: me.pending_email })}</p>
          <Button size="small" onClick={() => run(answer(api.DELETE("/v1/me/email")))}>
            {t("email.cancel")}
          </Button>
        </div>
      )}
      {changing && (
        <ChangeEmail
          onClose={() => {
            setChanging(false);
            void refresh();
          }}
        />
      )}
    </Card>
  );
}

function ChangeEmail({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const me = useMe();
  const form = useForm({ defaultValues: { email: "", password: "", code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ email, password, code }) => {
    await answer(api.POST("/v1/me/email", { body: { email: email.trim(), password, ...(code ? { code } : {}) } }));
    onClose();
  });
  return (
    <Dialog
      title={t("settings:email.change")}
      description={t("settings:email.what")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
            {t("settings:email.send")}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)}>
        <Field label={t("settings:email.new")} error={errors.email?.message}>
          <Input type="email" autoFocus autoComplete="email" maxLength={254} {...form.register("email")} />
        </Field>
        <Field label={t("settings:password.current")} error={errors.password?.message}>
          <PasswordInput
            autoComplete="current-password"
            words={[t("settings:password.show"), t("settings:password.hide")]}
            {...form.register("password")}
          />
        </Field>
        {me.second_factor_enabled && (
          <Field label={t("settings:factor.code")} error={errors.code?.message}>
            <Input autoComplete="one-time-code" {...form.register("code")} />
          </Field>
        )}
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}
