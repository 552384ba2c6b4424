import { useTranslation } from "react-i18next";
import { Picture } from "@/features/products/Picture";
import { StockCell } from "@/features/products/StockCell";
import type { Category, Product } from "@/features/products/types";
import { useProductsChange } from "@/features/products/use_products_change";
import { answer, api } from "@/lib/api/client";
import { money } from "@/lib/format/money";
import { useMay, usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { Switch } from "@/ui/Switch";

type Props = { products: Product[]; categories: Category[]; openId: string | undefined; onOpen: (id: string) => void };

/** The products: their prices, what there is, and whether the agent offers them. A click opens one. */
export function ProductTable({ products, categories, openId, onOpen }: Props) {
  const { t } = useTranslation("products");
  return (
    <div className="overflow-hidden rounded-card border border-line bg-surface">
      <table aria-label={t("title")} className="w-full table-fixed text-table">
        <thead className="hidden h-9 border-line border-b text-left text-ink-2 text-meta phone:table-header-group">
          <tr>
            <th className="px-3 pl-5 font-medium">{t("columns.product")}</th>
            <th className="w-[136px] px-3 text-right font-medium">{t("columns.price")}</th>
            <th className="w-[112px] px-3 text-right font-medium">{t("columns.stock")}</th>
            <th className="w-[104px] px-3 text-center font-medium">{t("columns.sold")}</th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <Row
              key={product.id}
              product={product}
              category={categories.find(({ id }) => id === product.category_id)?.name}
              open={product.id === openId}
              onOpen={() => onOpen(product.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { product: Product; category: string | undefined; open: boolean; onOpen: () => void };

function Row({ product, category, open, onOpen }: RowProps) {
  const { t } = useTranslation("products");
  const { language } = usePlace();
  const mayWrite = useMay("catalog:write");
  const change = useProductsChange();
  const variants = product.variants.length > 1 && t("variants", { count: product.variants.length });
  const below = [category, variants].filter(Boolean).join(" · ");
  const price = prices(product, language);
  const sell = (active: boolean) =>
    change.mutate(() =>
      answer(
        api.PUT("/v1/products/{product_id}/active", { params: { path: { product_id: product.id } }, body: { active } }),
      ),
    );
  return (
    <tr
      aria-selected={open}
      className={classes("h-[52px] border-line border-b last:border-b-0", open ? "bg-accent-soft" : "hover:bg-hover")}
    >
      <td className="py-1 pr-3 pl-4 phone:pl-5">
        <button type="button" onClick={onOpen} className="flex min-h-11 w-full min-w-0 items-center gap-3 text-left">
          <Picture id={product.pictures[0]} />
          <span className="min-w-0">
            <span className="block truncate font-medium">{product.name}</span>
            {below && <span className="block truncate text-ink-2 text-meta">{below}</span>}
            <span className="block text-meta tabular-nums phone:hidden">{price}</span>
          </span>
        </button>
      </td>
      <td className="hidden px-3 text-right font-medium tabular-nums phone:table-cell">{price}</td>
      <td className="w-[88px] px-2 text-right phone:px-3">
        <StockCell product={product} />
      </td>
      <td className="w-[64px] px-2 text-center phone:px-3">
        <Switch
          checked={product.active}
          disabled={!mayWrite || change.isPending || product.archived_at !== null}
          label={t("soldOf", { name: product.name })}
          onChange={sell}
        />
      </td>
    </tr>
  );
}

function prices({ variants }: Product, language: string): string {
  const amounts = variants.map(({ price_minor }) => price_minor);
  const [least, most, currency] = [Math.min(...amounts), Math.max(...amounts), variants[0]?.currency ?? "USD"];
  const low = money(least, currency, language);
  return least === most
    ? low
    : `${low.replace(/[.,]00$/, "")} – ${money(most, currency, language).replace(/[.,]00$/, "")}`;
}
