import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { repliesKey } from "@/features/settings/queries";
import type { CannedReply } from "@/features/settings/types";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { businessQuery, useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormattedText } from "@/ui/FormattedText";
import { FormError } from "@/ui/FormError";
import { Input, Textarea } from "@/ui/Input";

const VARIABLES = ["contact_first_name", "contact_name", "business_name"];

/** A canned reply: what one types after the slash, and what that becomes. */
export function ReplyDialog({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const client = useQueryClient();
  const businessId = useBusinessId();
  const form = useForm({ defaultValues: { shortcut: reply?.shortcut ?? "", text: reply?.text ?? "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async (body) => {
    if (reply)
      await answer(api.PATCH("/v1/canned-replies/{reply_id}", { params: { path: { reply_id: reply.id } }, body }));
    else await answer(api.POST("/v1/canned-replies", { body }));
    await client.invalidateQueries({ queryKey: repliesKey(businessId) });
    onClose();
  });
  const business = useQuery(businessQuery(businessId)).data;
  const samples: Record<string, string> = {
    contact_name: t("settings:replies.sampleName"),
    business_name: business?.name ?? "",
    timezone: business?.timezone ?? "",
  };
  const text = form.watch("text").replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => samples[name] ?? whole);
  return (
    <Dialog
      title={reply ? t("settings:replies.editTitle") : t("settings:replies.add")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
            {t("common:save")}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)}>
        <Field
          label={t("settings:replies.shortcut")}
          hint={t("settings:replies.shortcutHint")}
          error={errors.shortcut?.message}
        >
          <Input autoFocus maxLength={40} {...form.register("shortcut", { required: t("settings:required") })} />
        </Field>
        <Field label={t("settings:replies.body")} error={errors.text?.message}>
          <Textarea rows={6} maxLength={4096} {...form.register("text", { required: t("settings:required") })} />
        </Field>
        <p className="flex flex-wrap items-center gap-2 text-ink-2 text-table">
          {t("settings:replies.variables")}
          {VARIABLES.map((name) => (
            <Button
              key={name}
              size="small"
              onClick={() => form.setValue("text", `${form.getValues("text")}{{${name}}}`, { shouldDirty: true })}
            >
              {t(`settings:replies.names.${name as "contact_name"}`)}
            </Button>
          ))}
        </p>
        {text.trim() && (
          <section aria-label={t("settings:replies.preview")} className="rounded-card bg-chat p-4">
            <p className="ml-auto w-fit max-w-[85%] whitespace-pre-wrap rounded-bubble bg-bubble-out px-2.5 py-2 [overflow-wrap:anywhere]">
              <FormattedText text={text} />
            </p>
          </section>
        )}
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}
