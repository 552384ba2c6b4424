import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "@/features/templates/languages";
import { templatesKey } from "@/features/templates/queries";
import type { Component, Template } from "@/features/templates/types";
import { answer, api } from "@/lib/api/client";
import { instancesQuery } from "@/lib/business_lists";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Select } from "@/ui/Input";

/** The same template in another language, as a draft. */
export function CopyDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useTranslation(["templates", "common"]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const number = useQuery(instancesQuery(businessId)).data?.find(({ provider }) => provider === "cloud");
  const form = useForm({ defaultValues: { language: template.language.startsWith("es") ? "en_US" : "es_MX" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ language }) => {
    if (!number) return;
    const { category, parameter_format, components } = template.draft ?? template;
    const made = await answer(
      api.POST("/v1/templates", {
        body: {
          instance_id: number.id,
          name: template.name,
          language,
          category,
          parameter_format,
          components: components.filter((part): part is Component => part.type !== "OTHER"),
        },
      }),
    );
    await client.invalidateQueries({ queryKey: templatesKey(businessId) });
    onClose();
    void navigate({ to: "/templates/$id", params: { id: made.id } });
  });
  return (
    <Dialog
      title={t("templates:copy.title", { name: template.name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
          {t("templates:copy.submit")}
        </Button>
      }
    >
      <form noValidate className="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)}>
        <Field label={t("templates:language")} error={errors.language?.message}>
          <Select {...form.register("language")}>
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <FormError message={errors.root?.message} />
      </form>
    </Dialog>
  );
}
