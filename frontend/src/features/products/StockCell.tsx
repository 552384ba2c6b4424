import { useTranslation } from "react-i18next";
import type { Product } from "@/features/products/types";
import { StateChip } from "@/ui/Chip";

/** What there is of a product: a number, with a dot where it runs low; in words where that matters. */
export function StockCell({ product }: { product: Product }) {
  const { t } = useTranslation("products");
  if (product.variants.some(({ stock }) => stock === null))
    return <span className="text-ink-2">{t("stock.unlimited")}</span>;
  const free = product.variants.reduce((sum, { stock, reserved }) => sum + (stock ?? 0) - reserved, 0);
  if (free === 0) return <StateChip tone="danger">{t("stock.none")}</StateChip>;
  return (
    <span className="inline-flex items-center gap-2 tabular-nums">
      {isLow(product) && (
        <>
          <span aria-hidden className="size-2 rounded-full bg-warn" />
          <span className="sr-only">{t("stock.low")}</span>
        </>
      )}
      {free}
    </span>
  );
}

/** Whether some variant of it is down to where somebody should know. */
export function isLow({ variants }: Product): boolean {
  return variants.some(
    ({ stock, reserved, low_at }) => stock !== null && low_at !== null && stock - reserved <= low_at,
  );
}
