import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { type Lesson, lessonsKey } from "@/features/agent/lessons/queries";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Textarea } from "@/ui/Input";

/** A lesson in one's own words. A new one is in use at once: who may write it may approve it. */
export function LessonDialog({ lesson, onClose }: { lesson: Lesson | null; onClose: () => void }) {
  const { t } = useTranslation(["agent", "common"]);
  const client = useQueryClient();
  const businessId = useBusinessId();
  const form = useForm({
    defaultValues: {
      situation: lesson?.situation ?? "",
      instruction: lesson?.instruction ?? "",
      example: lesson?.example ?? "",
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ situation, instruction, example }) => {
    const said = { situation, instruction };
    if (lesson)
      await answer(
        api.PATCH("/v1/lessons/{lesson_id}", {
          params: { path: { lesson_id: lesson.id } },
          body: { ...said, example: example.trim() },
        }),
      );
    else
      await answer(
        api.POST("/v1/lessons", {
          body: { ...said, ...(example.trim() ? { example } : {}), approve: true, always: false },
        }),
      );
    await client.invalidateQueries({ queryKey: lessonsKey(businessId) });
    onClose();
  });
  const required = t("agent:lessons.required");
  return (
    <Dialog
      title={lesson ? t("agent:lessons.editTitle") : t("agent:lessons.newTitle")}
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
        <Field label={t("agent:lessons.when")} hint={t("agent:lessons.whenHint")} error={errors.situation?.message}>
          <Input autoFocus maxLength={120} {...form.register("situation", { required })} />
        </Field>
        <Field label={t("agent:lessons.what")} hint={t("agent:lessons.whatHint")} error={errors.instruction?.message}>
          <Textarea rows={3} maxLength={300} {...form.register("instruction", { required })} />
        </Field>
        <Field label={t("agent:lessons.exampleOptional")} error={errors.example?.message}>
          <Textarea rows={2} maxLength={500} {...form.register("example")} />
        </Field>
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}
