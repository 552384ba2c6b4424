import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { keysKey } from "@/features/settings/queries";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { type Scope, useBusinessId, useMe } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select } from "@/ui/Input";

const DAY_MS = 86_400_000;
const LASTS = ["30", "90", "365", "never"] as const;

/** A key with what it may do, in groups, and how long. One can give only what one may do. */
export function NewKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const client = useQueryClient();
  const businessId = useBusinessId();
  const { scopes: mine } = useMe();
  const form = useForm({
    defaultValues: { name: "", scopes: [] as Scope[], expires_at: "90" as (typeof LASTS)[number] },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ name, scopes, expires_at: lasts }) => {
    const ends = lasts === "never" ? null : new Date(Date.now() + Number(lasts) * DAY_MS).toISOString();
    const made = await answer(api.POST("/v1/api-keys", { body: { name: name.trim(), scopes, expires_at: ends } }));
    await client.invalidateQueries({ queryKey: keysKey(businessId) });
    onMade(made.secret);
  });
  const groups = [...new Set(mine.map((scope) => scope.split(":")[0] ?? ""))];
  return (
    <Dialog
      wide
      title={t("settings:keys.new")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
            {t("settings:keys.create")}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)}>
        <div className="grid gap-4 phone:grid-cols-2">
          <Field label={t("settings:keys.name")} hint={t("settings:keys.nameHint")} error={errors.name?.message}>
            <Input autoFocus maxLength={100} {...form.register("name", { required: t("settings:required") })} />
          </Field>
          <Field label={t("settings:keys.lasts")} error={errors.expires_at?.message}>
            <Select {...form.register("expires_at")}>
              {LASTS.map((each) => (
                <option key={each} value={each}>
                  {each === "never" ? t("settings:keys.never") : t("settings:keys.days", { count: Number(each) })}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <fieldset>
          <legend className="mb-2 font-medium text-table">{t("settings:keys.scopes")}</legend>
          <div className="grid gap-x-6 gap-y-3 phone:grid-cols-2">
            {groups.map((group) => (
              <div key={group} className="flex flex-wrap gap-x-4">
                <span className="w-full text-ink-2 text-meta">
                  {t(`settings:scopes.${group as "business"}`, { defaultValue: group })}
                </span>
                {mine
                  .filter((scope) => scope.startsWith(`${group}:`))
                  .map((scope) => (
                    <label key={scope} className="flex min-h-8 items-center gap-2 text-table">
                      <input
                        type="checkbox"
                        value={scope}
                        className="size-[18px] accent-accent"
                        {...form.register("scopes", { required: t("settings:keys.oneScope") })}
                      />
                      <code>{scope.split(":")[1]}</code>
                    </label>
                  ))}
              </div>
            ))}
          </div>
          {errors.scopes?.message && <p className="mt-2 text-danger text-meta">{errors.scopes.message}</p>}
        </fieldset>
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}
