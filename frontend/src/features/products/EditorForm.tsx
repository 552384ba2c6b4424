import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { CategoryField } from "@/features/products/CategoryField";
import { draftOf, type Values, valuesOf } from "@/features/products/draft";
import { PicturesField } from "@/features/products/PicturesField";
import { productQuery, productsKey } from "@/features/products/queries";
import { saved } from "@/features/products/saving";
import type { Product } from "@/features/products/types";
import { VariantsField } from "@/features/products/VariantsField";
import { useSubmit } from "@/lib/forms";
import { businessQuery, useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Textarea } from "@/ui/Input";
import { notify } from "@/ui/notify";

type Props = { product: Product | undefined; onSaved: ((id: string) => void) | undefined };

/** All of a product as it is to be. What is counted is sent with what was seen: an order may take some meanwhile. */
export function EditorForm({ product, onSaved }: Props) {
  const { t } = useTranslation("products");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const mayWrite = useMay("catalog:write");
  const currency = useQuery(businessQuery(businessId)).data?.currency ?? "USD";
  const form = useForm<Values>({ defaultValues: valuesOf(product) });
  const { errors, isSubmitting, isDirty } = form.formState;
  const see = async (id: string, { variants }: Values) => {
    const { variants: there } = await client.fetchQuery({ ...productQuery(businessId, id), staleTime: 0 });
    variants.forEach((variant, at) => {
      const now = there.find((each) => each.id === variant.id);
      if (now) form.setValue(`variants.${at}.seen`, now.stock);
    });
  };
  const submit = useSubmit(form, async (values) => {
    try {
      const made = await saved(product, draftOf(values, currency), values);
      client.setQueryData(productQuery(businessId, made.id).queryKey, made);
      notify(t("editor.saved"));
      onSaved?.(made.id);
    } catch (error) {
      if (product) await see(product.id, values); // what was typed stays, to be sent again
      throw error;
    } finally {
      await client.invalidateQueries({ queryKey: productsKey(businessId) });
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
      <fieldset disabled={!mayWrite} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-6">
        <FormError message={errors.root?.message} />
        {product && <PicturesField product={product} />}
        <div className="grid gap-3 phone:grid-cols-[1fr_144px]">
          <Field label={t("editor.name")} error={errors.name?.message}>
            <Input maxLength={200} {...form.register("name", { required: t("editor.required") })} />
          </Field>
          <CategoryField form={form} />
        </div>
        <Field label={t("editor.description")} hint={t("editor.descriptionHint")} error={errors.description?.message}>
          <Textarea rows={3} maxLength={4000} {...form.register("description")} />
        </Field>
        <VariantsField form={form} currency={currency} />
      </fieldset>
      {mayWrite && (
        <footer className="flex shrink-0 items-center justify-end gap-2 border-line border-t px-6 py-3">
          {product && (
            <Button kind="ghost" disabled={!isDirty} onClick={() => form.reset()}>
              {t("editor.discard")}
            </Button>
          )}
          <Button kind="primary" type="submit" busy={isSubmitting} disabled={!isDirty}>
            {t("editor.save")}
          </Button>
        </footer>
      )}
    </form>
  );
}
