import type { Product, ProductDraft, Variant } from "@/features/products/types";
import { readAmount, typedAmount } from "@/lib/format/money";

/** A variant as it is typed. stock: empty where it is not counted. seen: the stock as it was read; null, not counted. */
export type VariantValues = {
  key: string;
  id: string | null;
  sku: string;
  label: string;
  price: string;
  stock: string;
  low: string;
  reserved: number;
  seen: number | null;
};
export type Values = { name: string; description: string; category: string; variants: VariantValues[] };

export function emptyVariant(): VariantValues {
  const key = crypto.randomUUID();
  return { key, id: null, sku: "", label: "", price: "", stock: "", low: "", reserved: 0, seen: null };
}

/** Returns what a form begins with. */
export function valuesOf(product: Product | undefined): Values {
  if (!product) return { name: "", description: "", category: "", variants: [emptyVariant()] };
  const { name, description, category_id, variants } = product;
  return { name, description, category: category_id ?? "", variants: variants.map(variantOf) };
}

function variantOf({ id, sku, label, price_minor, currency, stock, low_at, reserved }: Variant): VariantValues {
  const price = typedAmount(price_minor, currency);
  return {
    ...{ key: id, id, sku: sku ?? "", label, price, reserved, seen: stock },
    ...{ stock: stock === null ? "" : String(stock), low: low_at === null ? "" : String(low_at) },
  };
}

/** Returns what is sent. Prices were looked at before. */
export function draftOf(
  { name, description, category, variants }: Values,
  currency: string,
): Omit<ProductDraft, "active"> {
  return {
    ...{ name, description, category_id: category || null },
    variants: variants.map(({ id, sku, label, price, stock, low }) => ({
      ...{ id, sku: sku || null, label, price_minor: readAmount(price, currency) ?? 0 },
      ...{ stock: count(stock), low_at: count(low) },
    })),
  };
}

/** Returns a count that was typed; null where nothing was. */
export function count(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}
