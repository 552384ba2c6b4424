import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { exact } from "@/lib/format/time";
import { useSubmit } from "@/lib/forms";
import { useMe, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, PasswordInput } from "@/ui/Input";

/** The end of the business, which may be called off while it waits. */
export function DeleteBusiness() {
  const { t } = useTranslation("settings");
  const place = usePlace();
  const client = useQueryClient();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const standing = me.businesses.find(({ id }) => id === me.business_id)?.standing;
  const deleting = standing?.state === "deleting";
  const refresh = () => client.invalidateQueries({ queryKey: ["me"] });
  return (
    <Card title={t("delete.title")} className="mt-8">
      <div className="flex flex-wrap items-center gap-4 p-5">
        <p className="min-w-60 flex-1 text-ink-2">
          {deleting && standing.ends_at ? t("delete.runs", { when: exact(standing.ends_at, place) }) : t("delete.text")}
        </p>
        {deleting ? (
          <Button kind="primary" onClick={() => void answer(api.POST("/v1/business/delete/cancel")).then(refresh)}>
            {t("delete.cancel")}
          </Button>
        ) : (
          <Button kind="danger" onClick={() => setAsking(true)}>
            {t("delete.action")}
          </Button>
        )}
      </div>
      {asking && (
        <AskDelete
          onClose={() => {
            setAsking(false);
            void refresh();
          }}
        />
      )}
    </Card>
  );
}

function AskDelete({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const me = useMe();
  const form = useForm({ defaultValues: { password: "", code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ password, code }) => {
    await answer(api.POST("/v1/business/delete", { body: { password, ...(code ? { code } : {}) } }));
    onClose();
  });
  return (
    <Dialog
      title={t("settings:delete.sure")}
      description={t("settings:delete.what")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="danger" busy={isSubmitting} onClick={() => void submit()}>
            {t("settings:delete.action")}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
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
