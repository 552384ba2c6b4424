import { useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { configQuery } from "@/features/settings/queries";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { switchBusiness } from "@/lib/session/session";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select } from "@/ui/Input";

type Values = { name: string; objective: "SALES" | "APPOINTMENTS"; timezone: string; currency: string };

/** Founds a business of one's own, and goes on in it. */
export function NewBusinessDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(["settings", "common"]);
  const config = useQuery(configQuery).data;
  const form = useForm<Values>({
    defaultValues: {
      name: "",
      objective: "SALES",
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      currency: "MXN",
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async (values) => {
    const language = i18n.resolvedLanguage === "en" ? "en" : "es";
    const made = await answer(api.POST("/v1/businesses", { body: { ...values, language } }));
    await switchBusiness(made.id);
    location.assign("/");
  });
  return (
    <Dialog
      title={t("settings:businesses.new")}
      description={t("settings:businesses.newText")}
      closeLabel={t("common:close")}
      onClose={onClose}
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4 pb-6">
        <Field label={t("settings:business.name")} error={errors.name?.message}>
          <Input autoFocus maxLength={200} {...form.register("name", { required: t("settings:required") })} />
        </Field>
        <Field label={t("settings:business.objective")} error={errors.objective?.message}>
          <Select {...form.register("objective")}>
            <option value="SALES">{t("settings:business.sales")}</option>
            <option value="APPOINTMENTS">{t("settings:business.appointments")}</option>
          </Select>
        </Field>
        {config && (
          <>
            <Field label={t("settings:business.zone")} error={errors.timezone?.message}>
              <Select {...form.register("timezone")}>
                {config.timezones.map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll("_", " ")}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t("settings:business.currency")} error={errors.currency?.message}>
              <Select {...form.register("currency")}>
                {config.currencies.map(({ code }) => (
                  <option key={code} value={code}>
                    {code}
                  </option>
                ))}
              </Select>
            </Field>
          </>
        )}
        <FormError message={errors.root?.message} />
        <Button kind="primary" type="submit" busy={isSubmitting}>
          {t("settings:businesses.found")}
        </Button>
      </form>
    </Dialog>
  );
}
