import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ProductFilters } from "@/features/products/filters";
import { categoriesQuery } from "@/features/products/queries";
import { useBusinessId } from "@/lib/session/me";
import { FilterChip } from "@/ui/Chip";
import { FilterMenu } from "@/ui/FilterMenu";
import { MenuItem } from "@/ui/Menu";
import { SearchBox } from "@/ui/SearchBox";

type Props = {
  filters: ProductFilters;
  onChange: (part: { [name in keyof ProductFilters]: ProductFilters[name] | undefined }) => void;
};

/** The words of a customer, a category, what runs out, and what is sold no more. */
export function FiltersRow({ filters, onChange }: Props) {
  const { t } = useTranslation("products");
  const { data: categories = [] } = useQuery(categoriesQuery(useBusinessId()));
  const stock = filters.stock && t(`filters.${filters.stock}`);
  return (
    <>
      <SearchBox
        className="w-full phone:w-[248px]"
        value={filters.q ?? ""}
        label={t("search")}
        onSearch={(q) => onChange({ q: q || undefined })}
      />
      {categories.length > 0 && (
        <FilterMenu
          name={t("category")}
          value={categories.find(({ id }) => id === filters.category)?.name}
          onClear={() => onChange({ category: undefined })}
        >
          {categories.map(({ id, name }) => (
            <MenuItem key={id} onSelect={() => onChange({ category: id })}>
              {name}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
      <FilterMenu name={t("columns.stock")} value={stock} onClear={() => onChange({ stock: undefined })}>
        <MenuItem onSelect={() => onChange({ stock: "low" })}>{t("filters.low")}</MenuItem>
        <MenuItem onSelect={() => onChange({ stock: "out" })}>{t("filters.out")}</MenuItem>
      </FilterMenu>
      <FilterChip
        on={filters.shown === "archived"}
        onClick={() => onChange({ shown: filters.shown ? undefined : "archived", id: undefined })}
      >
        {t("filters.archived")}
      </FilterChip>
    </>
  );
}
