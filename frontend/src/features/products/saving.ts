import { count, type Values } from "@/features/products/draft";
import type { Product, ProductDraft } from "@/features/products/types";
import { answer, api } from "@/lib/api/client";

/** Saves the stock of those variants that somebody counted anew, and then the product; returns it as it is. */
export async function saved(
  product: Product | undefined,
  draft: Omit<ProductDraft, "active">,
  { variants }: Values,
): Promise<Product> {
  if (!product) return answer(api.POST("/v1/products", { body: { ...draft, active: true } }));
  const params = { path: { product_id: product.id } };
  const { active, revision } = product;
  for (const { id, stock, seen } of variants) {
    if (id === null || count(stock) === seen) continue;
    const path = { product_id: product.id, variant_id: id };
    const body = { stock: count(stock), if_stock: seen };
    await answer(api.PUT("/v1/products/{product_id}/variants/{variant_id}/stock", { params: { path }, body }));
  }
  return answer(api.PUT("/v1/products/{product_id}", { params, body: { ...draft, active, revision } }));
}
