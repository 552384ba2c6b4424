import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { configKey } from "@/features/agent/configs/queries";
import type { ContactField } from "@/features/agent/fields/types";
import { answer, api } from "@/lib/api/client";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select, Textarea } from "@/ui/Input";

const TYPES: ContactField["type"][] = ["text", "number", "date", "boolean", "choice"];

/** A field of one's own. Its key, which tools use, comes from its name. */
export function NewFieldDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["agent", "common"]);
  const client = useQueryClient();
  const businessId = useBusinessId();
  const form = useForm({
    defaultValues: { label_es: "", label_en: "", type: "text" as ContactField["type"], options: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const type = form.watch("type");
  const submit = useSubmit(form, async ({ label_es, label_en, type: chosen, options }) => {
    const name = label_es.trim();
    await answer(
      api.POST("/v1/contact-fields", {
        body: {
          key: keyOf(name),
          label_es: name,
          label_en: label_en.trim() || name,
          type: chosen,
          ...(chosen === "choice"
            ? {
                options: options
                  .split("\n")
                  .map((line) => line.trim())
                  .filter(Boolean),
              }
            : {}),
        },
      }),
    );
    await Promise.all(
      [contactFieldsQuery(businessId).queryKey, configKey(businessId)].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
    onClose();
  });
  return (
    <Dialog
      title={t("agent:fields.new")}
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
        <Field label={t("agent:fields.labelEs")} error={errors.label_es?.message}>
          <Input autoFocus maxLength={60} {...form.register("label_es", { required: t("agent:fields.required") })} />
        </Field>
        <Field label={t("agent:fields.labelEn")} error={errors.label_en?.message}>
          <Input maxLength={60} {...form.register("label_en")} />
        </Field>
        <Field label={t("agent:fields.type")}>
          <Select {...form.register("type")}>
            {TYPES.map((each) => (
              <option key={each} value={each}>
                {t(`agent:fields.types.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
        {type === "choice" && (
          <Field label={t("agent:fields.options")} hint={t("agent:fields.optionsHint")} error={errors.options?.message}>
            <Textarea rows={4} {...form.register("options")} />
          </Field>
        )}
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}

/** Returns a key out of a name: «Tipo de cliente» is tipo_de_cliente. */
function keyOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const key = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return (/^[a-z]/.test(key) ? key : `campo_${key}`).slice(0, 40);
}
