import { Plus, Trash2 } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { emptyVariant, type Values } from "@/features/products/draft";
import { readAmount } from "@/lib/format/money";
import { Button } from "@/ui/Button";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/IconButton";
import { inputLook } from "@/ui/Input";

const SMALL = classes(inputLook, "h-11 px-2 phone:h-9");

/** The variants of a product: what each is called, its price, what there is of it and what of that is reserved. */
export function VariantsField({ form, currency }: { form: UseFormReturn<Values>; currency: string }) {
  const { t } = useTranslation("products");
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "variants", keyName: "place" });
  const { errors } = form.formState;
  const problem = errors.variants?.find?.((each) => each)?.price?.message ?? errors.variants?.message;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center justify-between">
        <legend className="float-left font-medium text-table">{t("editor.variants")}</legend>
        <Button kind="ghost" size="small" onClick={() => append(emptyVariant())}>
          <Plus aria-hidden /> {t("editor.add")}
        </Button>
      </div>
      <div className="divide-y divide-line rounded-control border border-line">
        {fields.map((field, at) => (
          <div key={field.place} className="grid grid-cols-[1fr_1fr_auto] gap-2 p-3">
            <input
              aria-label={t("editor.label")}
              placeholder={fields.length > 1 ? t("editor.label") : t("editor.single")}
              maxLength={120}
              className={SMALL}
              {...form.register(`variants.${at}.label`)}
            />
            <input
              aria-label={t("editor.sku")}
              placeholder={t("editor.sku")}
              maxLength={60}
              className={classes(SMALL, "font-mono")}
              {...form.register(`variants.${at}.sku`)}
            />
            {fields.length > 1 ? (
              <IconButton small icon={Trash2} label={t("editor.remove")} onClick={() => remove(at)} />
            ) : (
              <span className="size-8" />
            )}
            <div className="col-span-2 grid grid-cols-3 gap-2">
              <Small label={t("columns.price")}>
                <input
                  inputMode="decimal"
                  aria-invalid={errors.variants?.[at]?.price ? true : undefined}
                  className={classes(SMALL, "text-right tabular-nums")}
                  {...form.register(`variants.${at}.price`, {
                    validate: (typed) => readAmount(typed, currency) !== null || t("editor.noPrice"),
                  })}
                />
              </Small>
              <Small label={t("editor.stock")}>
                <input
                  type="number"
                  min={field.reserved}
                  max={1_000_000_000}
                  placeholder="∞"
                  className={classes(SMALL, "text-right tabular-nums")}
                  {...form.register(`variants.${at}.stock`)}
                />
              </Small>
              <Small label={t("editor.low")}>
                <input
                  type="number"
                  min={0}
                  placeholder="–"
                  className={classes(SMALL, "text-right tabular-nums")}
                  {...form.register(`variants.${at}.low`)}
                />
              </Small>
            </div>
            {field.reserved > 0 && (
              <p className="col-span-3 text-ink-2 text-meta">{t("editor.reserved", { count: field.reserved })}</p>
            )}
          </div>
        ))}
      </div>
      {problem && <p className="text-danger text-meta">{problem}</p>}
    </fieldset>
  );
}

function Small({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it holds
    <label className="flex flex-col gap-1 text-ink-2 text-meta">
      {label}
      {children}
    </label>
  );
}
