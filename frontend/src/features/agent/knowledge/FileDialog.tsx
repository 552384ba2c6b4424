import { useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { replaceContent } from "@/features/agent/knowledge/bring";
import { type AgentFile, filesKey } from "@/features/agent/knowledge/queries";
import { UploadButton } from "@/features/agent/knowledge/UploadButton";
import { useFileChange } from "@/features/agent/knowledge/use_file_change";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Textarea } from "@/ui/Input";
import { SwitchRow } from "@/ui/SwitchRow";

type Values = Pick<AgentFile, "title" | "description" | "when_to_use" | "sendable" | "searchable">;

/** A file: what it is called, when it is used, its content and what is wrong with that. */
export function FileDialog(props: { file: AgentFile; onClose: () => void; onDelete: () => void }) {
  const { file, onClose, onDelete } = props;
  const { t, i18n } = useTranslation("agent");
  const client = useQueryClient();
  const queryKey = filesKey(useBusinessId());
  const mayWrite = useMay("agent:write");
  const change = useFileChange();
  const { title, description, when_to_use, sendable, searchable } = file;
  const form = useForm<Values>({ defaultValues: { title, description, when_to_use, sendable, searchable } });
  const { errors, isSubmitting } = form.formState;
  const path = { params: { path: { file_id: file.id } } };
  const submit = useSubmit(form, async (body) => {
    await answer(api.PATCH("/v1/files/{file_id}", { ...path, body }));
    await client.invalidateQueries({ queryKey });
    onClose();
  });
  const open = async () => {
    window.location.assign((await answer(api.GET("/v1/files/{file_id}/link", path))).url);
  };
  const reason = file.reason_message?.[i18n.resolvedLanguage === "en" ? "en" : "es"];
  return (
    <Dialog
      title={file.title}
      closeLabel={t("knowledge.close")}
      onClose={onClose}
      footer={
        mayWrite && (
          <>
            <Button kind="danger" onClick={onDelete}>
              {t("knowledge.delete")}
            </Button>
            <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
              {t("knowledge.save")}
            </Button>
          </>
        )
      }
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pb-2">
        <FormError message={errors.root?.message} />
        {reason && <Banner tone={file.state === "failed" ? "warn" : "info"}>{reason}</Banner>}
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => change.mutate(open)}>
            {t("knowledge.open")}
          </Button>
          {mayWrite && (
            <UploadButton
              label={t("knowledge.replace")}
              busy={change.isPending}
              onFiles={([picked]) => picked && change.mutate(() => replaceContent(file.id, picked))}
            />
          )}
        </div>
        <fieldset disabled={!mayWrite} className="flex min-w-0 flex-col gap-4">
          <Field label={t("knowledge.name")} error={errors.title?.message}>
            <Input maxLength={120} {...form.register("title", { required: t("knowledge.required") })} />
          </Field>
          <Field label={t("knowledge.when")} hint={t("knowledge.whenHint")} error={errors.when_to_use?.message}>
            <Input maxLength={300} {...form.register("when_to_use")} />
          </Field>
          <Field label={t("knowledge.description")} error={errors.description?.message}>
            <Textarea rows={3} maxLength={1000} {...form.register("description")} />
          </Field>
          <div className="rounded-control border border-line">
            {(["sendable", "searchable"] as const).map((name) => (
              <Controller
                key={name}
                control={form.control}
                name={name}
                render={({ field }) => (
                  <SwitchRow
                    title={t(`knowledge.${name}`)}
                    text={t(`knowledge.${name}Text`)}
                    checked={field.value}
                    disabled={!mayWrite}
                    onChange={field.onChange}
                  />
                )}
              />
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}
