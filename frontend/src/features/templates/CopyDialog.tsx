import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { LANGUAGES, languageName, type Template } from "@/features/templates/types";
import { useTemplatesChange } from "@/features/templates/use_templates_change";
import { type Wording, writeComponents } from "@/features/templates/wording";
import { answer, api } from "@/lib/api/client";
import { instancesQuery } from "@/lib/business_lists";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Select } from "@/ui/Input";

type Props = { template: Template; wording: Wording; onClose: () => void };

/** The same template in another language: a draft with the same words, to be translated. */
export function CopyDialog({ template, wording, onClose }: Props) {
  const { t, i18n } = useTranslation(["templates", "common"]);
  const navigate = useNavigate();
  const change = useTemplatesChange();
  const numbers = useQuery(instancesQuery(useBusinessId())).data ?? [];
  const number = numbers.find(({ account_id, state }) => account_id === template.account_id && state !== "deleted");
  const languages = LANGUAGES.filter((each) => each !== template.language);
  const form = useForm({ defaultValues: { language: languages[0] ?? "en" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ language }) => {
    if (!number) return form.setError("root", { message: t("templates:noNumber") });
    const body = {
      instance_id: number.id,
      name: template.name,
      language,
      category: wording.category,
      parameter_format: wording.format,
      components: writeComponents(wording),
    };
    const made = await answer(api.POST("/v1/templates", { body }));
    change.mutate(async () => undefined);
    onClose();
    await navigate({ to: "/templates/$id", params: { id: made.id } });
  });
  return (
    <Dialog
      title={t("templates:copy.title", { name: template.name })}
      description={t("templates:copy.text")}
      closeLabel={t("common:close")}
      onClose={onClose}
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4 pb-6">
        <Field label={t("templates:language")} error={errors.language?.message}>
          <Select {...form.register("language")}>
            {languages.map((code) => (
              <option key={code} value={code}>
                {languageName(code, i18n.resolvedLanguage ?? "es")}
              </option>
            ))}
          </Select>
        </Field>
        <FormError message={errors.root?.message} />
        <Button kind="primary" type="submit" busy={isSubmitting}>
          {t("templates:copy.action")}
        </Button>
      </form>
    </Dialog>
  );
}
