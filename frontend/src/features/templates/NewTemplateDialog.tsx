import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { asName } from "@/features/templates/filters";
import { CATEGORIES, type Category, LANGUAGES, languageName } from "@/features/templates/types";
import { useTemplatesChange } from "@/features/templates/use_templates_change";
import { answer, api } from "@/lib/api/client";
import { instancesQuery } from "@/lib/business_lists";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select } from "@/ui/Input";

type Values = { name: string; category: Category; language: string; instance_id: string };

/** Begins a template: what it is called, what it is for, in which language, of which number. */
export function NewTemplateDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(["templates", "common"]);
  const navigate = useNavigate();
  const change = useTemplatesChange();
  const all = useQuery(instancesQuery(useBusinessId())).data ?? [];
  const numbers = all.filter(({ provider, state }) => provider === "cloud" && state !== "deleted");
  const form = useForm<Values>({
    defaultValues: { name: "", category: "UTILITY", language: "es_MX", instance_id: numbers[0]?.id ?? "" },
  });
  const { errors, isSubmitting } = form.formState;
  const first = numbers[0]?.id;
  useEffect(() => {
    if (first && !form.getValues("instance_id")) form.setValue("instance_id", first); // the numbers came later
  }, [form, first]);
  const submit = useSubmit(form, async (values) => {
    const code = values.category === "AUTHENTICATION";
    const body = {
      ...values,
      name: asName(values.name).replace(/^_+|_+$/g, ""),
      parameter_format: "NAMED" as const,
      components: code
        ? [{ type: "BODY" as const }, { type: "BUTTONS" as const, buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] }]
        : [{ type: "BODY" as const, text: "" }],
    };
    const made = await answer(api.POST("/v1/templates", { body }));
    change.mutate(async () => undefined);
    await navigate({ to: "/templates/$id", params: { id: made.id } });
  });
  const named = asName(form.watch("name")).replace(/^_+|_+$/g, "");
  return (
    <Dialog title={t("templates:new")} closeLabel={t("common:close")} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4 pb-6">
        <Field
          label={t("templates:name")}
          hint={named ? t("templates:nameAs", { name: named }) : t("templates:nameHint")}
          error={errors.name?.message}
        >
          <Input
            autoFocus
            maxLength={100}
            autoComplete="off"
            {...form.register("name", { validate: (name) => /[a-z0-9]/.test(asName(name)) || t("templates:required") })}
          />
        </Field>
        <Field
          label={t("templates:category")}
          hint={t(`templates:categoryText.${form.watch("category")}`)}
          error={errors.category?.message}
        >
          <Select {...form.register("category")}>
            {CATEGORIES.map((category) => (
              <option key={category} value={category}>
                {t(`templates:categories.${category}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t("templates:language")} error={errors.language?.message}>
          <Select {...form.register("language")}>
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {languageName(code, i18n.resolvedLanguage ?? "es")}
              </option>
            ))}
          </Select>
        </Field>
        {numbers.length > 1 && (
          <Field label={t("templates:number")} error={errors.instance_id?.message}>
            <Select {...form.register("instance_id")}>
              {numbers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <FormError message={errors.root?.message} />
        <Button kind="primary" type="submit" busy={isSubmitting} disabled={numbers.length === 0}>
          {t("templates:begin")}
        </Button>
        {numbers.length === 0 && <p className="text-ink-2 text-table">{t("templates:noNumber")}</p>}
      </form>
    </Dialog>
  );
}
