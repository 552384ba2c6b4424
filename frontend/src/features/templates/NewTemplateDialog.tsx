import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { LANGUAGES } from "@/features/templates/languages";
import { templatesKey } from "@/features/templates/queries";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select } from "@/ui/Input";

type Number_ = components["schemas"]["Instance"];

/** A template begins with what cannot be changed later: name and language. */
export function NewTemplateDialog({ numbers, onClose }: { numbers: Number_[]; onClose: () => void }) {
  const { t } = useTranslation(["templates", "common"]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const form = useForm({ defaultValues: { instance_id: numbers[0]?.id ?? "", name: "", language: "es_MX" } });
  const { errors, isSubmitting } = form.formState;
  const submit = useSubmit(form, async ({ instance_id, name, language }) => {
    const made = await answer(
      api.POST("/v1/templates", {
        body: {
          instance_id,
          name: nameOf(name),
          language,
          category: "UTILITY",
          parameter_format: "NAMED",
          components: [{ type: "BODY", text: t("templates:firstBody") }],
        },
      }),
    );
    await client.invalidateQueries({ queryKey: templatesKey(businessId) });
    void navigate({ to: "/templates/$id", params: { id: made.id } });
  });
  return (
    <Dialog
      title={t("templates:new")}
      description={t("templates:newText")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={isSubmitting} onClick={() => void submit()}>
            {t("templates:continue")}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)}>
        <Field label={t("templates:name")} hint={t("templates:nameHint")} error={errors.name?.message}>
          <Input autoFocus maxLength={200} {...form.register("name", { required: t("templates:required") })} />
        </Field>
        <Field label={t("templates:language")} error={errors.language?.message}>
          <Select {...form.register("language")}>
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {numbers.length > 1 && (
          <Field label={t("templates:number")}>
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
      </form>
    </Dialog>
  );
}

/** Returns a name as Meta takes it: «Pedido listo» is pedido_listo. */
function nameOf(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
}
