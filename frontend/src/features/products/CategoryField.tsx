import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Values } from "@/features/products/draft";
import { categoriesQuery } from "@/features/products/queries";
import { useProductsChange } from "@/features/products/use_products_change";
import { answer, api } from "@/lib/api/client";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Input, Select } from "@/ui/Input";

const NEW = "new";

/** The category of a product, or a new one. */
export function CategoryField({ form }: { form: UseFormReturn<Values> }) {
  const { t } = useTranslation("products");
  const { data: categories = [] } = useQuery(categoriesQuery(useBusinessId()));
  const [naming, setNaming] = useState(false);
  const chosen = form.watch("category");
  const choose = (category: string) => form.setValue("category", category, { shouldDirty: true });
  return (
    <>
      <Field label={t("category")}>
        <Select value={chosen} onChange={({ target: { value } }) => (value === NEW ? setNaming(true) : choose(value))}>
          <option value="">{t("editor.noCategory")}</option>
          {categories.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value={NEW}>{t("editor.newCategory")}</option>
        </Select>
      </Field>
      {naming && <NameDialog onClose={() => setNaming(false)} onMade={choose} />}
    </>
  );
}

function NameDialog({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation("products");
  const client = useQueryClient();
  const queryKey = categoriesQuery(useBusinessId()).queryKey;
  const change = useProductsChange();
  const [name, setName] = useState("");
  const make = () =>
    change.mutate(async () => {
      const made = await answer(api.POST("/v1/products/categories", { body: { name: name.trim() } }));
      client.setQueryData(queryKey, (before) => [...(before ?? []), made]);
      onMade(made.id);
      onClose();
    });
  return (
    <Dialog
      title={t("editor.newCategory")}
      closeLabel={t("close")}
      onClose={onClose}
      footer={
        <Button kind="primary" busy={change.isPending} disabled={!name.trim()} onClick={make}>
          {t("editor.save")}
        </Button>
      }
    >
      <Field label={t("editor.name")}>
        <Input maxLength={80} value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
    </Dialog>
  );
}
