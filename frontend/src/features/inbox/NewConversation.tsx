import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { TemplateDialog } from "@/features/inbox/TemplateDialog";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { instancesQuery } from "@/lib/business_lists";
import { useSubmit } from "@/lib/forms";
import { useProblemText } from "@/lib/i18n/problems";
import type { Content } from "@/lib/outbox/outbox";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select, Textarea } from "@/ui/Input";

/** Writes to a phone number first: freely over WhatsApp Web, with a template over Meta. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["inbox", "common"]);
  const navigate = useNavigate();
  const [template, setTemplate] = useState(false);
  const numbers = (useQuery(instancesQuery(useBusinessId())).data ?? []).filter(({ state }) => state === "active");
  const form = useForm({ defaultValues: { instance_id: "", phone: "", text: "" } });
  const { errors, isSubmitting } = form.formState;
  const instanceId = form.watch("instance_id") || numbers[0]?.id || "";
  const cloud = numbers.find(({ id }) => id === instanceId)?.provider === "cloud";
  const start = async (content: Content) => {
    const { phone } = form.getValues();
    const message = await answer(
      api.POST("/v1/messages", {
        body: { instance_id: instanceId, to: { phone: phone.replace(/[^\d+]/g, "") }, content },
      }),
    );
    onClose();
    await navigate({ to: "/inbox/{-$id}", params: { id: message.conversation_id } });
  };
  const submit = useSubmit(form, async ({ text }) => {
    if (cloud) setTemplate(true);
    else await start({ type: "text", body: text });
  });
  const text = useProblemText();
  const sendTemplate = (content: Content) =>
    start(content).catch((error: unknown) => form.setError("root", { message: text(Problem.of(error)) }));
  return (
    <Dialog title={t("inbox:new.title")} closeLabel={t("common:close")} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4 pb-6">
        <Field label={t("inbox:new.from")}>
          <Select {...form.register("instance_id")}>
            {numbers.map(({ id, name, display_phone }) => (
              <option key={id} value={id}>
                {name} {display_phone}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t("inbox:new.to")} hint={t("inbox:new.toHint")} error={errors.phone?.message}>
          <Input
            type="tel"
            autoComplete="off"
            placeholder="+52 55 1234 5678"
            {...form.register("phone", { required: t("inbox:new.required") })}
          />
        </Field>
        {!cloud && (
          <Field label={t("inbox:new.text")} error={errors.text?.message}>
            <Textarea {...form.register("text", { required: t("inbox:new.required") })} />
          </Field>
        )}
        <FormError message={numbers.length === 0 ? t("inbox:new.noNumber") : errors.root?.message} />
        <Button kind="primary" type="submit" busy={isSubmitting} disabled={numbers.length === 0}>
          {cloud ? t("inbox:window.choose") : t("inbox:composer.send")}
        </Button>
      </form>
      {template && (
        <TemplateDialog
          instanceId={instanceId}
          onClose={() => setTemplate(false)}
          onSend={(content) => {
            setTemplate(false);
            void sendTemplate(content);
          }}
        />
      )}
    </Dialog>
  );
}
