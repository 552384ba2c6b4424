import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { LogFilters } from "@/features/admin/console/filters";
import { allBusinessesQuery, eventTypesQuery } from "@/features/admin/queries";
import { SEVERITIES } from "@/features/admin/types";
import { FilterMenu } from "@/ui/FilterMenu";
import { MenuItem } from "@/ui/Menu";
import { SearchBox } from "@/ui/SearchBox";

/** Which events, in a row under the title. */
export function LogFiltersRow({ filters }: { filters: LogFilters }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const types = useQuery(eventTypesQuery).data ?? [];
  const businesses = useInfiniteQuery(allBusinessesQuery("")).data?.pages.flatMap(({ items }) => items) ?? [];
  const business = filters.business && (businesses.find(({ id }) => id === filters.business)?.name ?? filters.business);
  const change = (part: { [name in keyof LogFilters]: LogFilters[name] | undefined }) => {
    const search = Object.fromEntries(Object.entries({ ...filters, ...part }).filter(([, value]) => value));
    void navigate({ to: "/admin/console", search, replace: true });
  };
  return (
    <div className="mb-3 flex shrink-0 items-center gap-2 overflow-x-auto py-0.5 phone:flex-wrap">
      <SearchBox
        filled
        className="w-44 shrink-0"
        value={filters.text ?? ""}
        label={t("console.search")}
        onSearch={(text) => change({ text: text || undefined })}
      />
      <FilterMenu
        name={t("console.severity")}
        value={filters.severity && t(`severities.${filters.severity}`)}
        onClear={() => change({ severity: undefined })}
      >
        {SEVERITIES.filter((each) => each !== "info").map((severity) => (
          <MenuItem key={severity} onSelect={() => change({ severity })}>
            {t("console.atLeast", { severity: t(`severities.${severity}`) })}
          </MenuItem>
        ))}
      </FilterMenu>
      <FilterMenu name={t("console.type")} value={filters.type} onClear={() => change({ type: undefined })}>
        {types.map((type) => (
          <MenuItem key={type} onSelect={() => change({ type })}>
            {type}
          </MenuItem>
        ))}
      </FilterMenu>
      <FilterMenu name={t("console.business")} value={business} onClear={() => change({ business: undefined })}>
        {businesses.map(({ id, name }) => (
          <MenuItem key={id} onSelect={() => change({ business: id })}>
            {name}
          </MenuItem>
        ))}
      </FilterMenu>
      {(["from", "to"] as const).map((name) => (
        <label key={name} className="flex shrink-0 items-center gap-1.5 text-ink-2 text-table">
          {t(`console.${name}`)}
          <input
            type="datetime-local"
            value={filters[name] ?? ""}
            onChange={({ target }) => change({ [name]: target.value.slice(0, 16) || undefined })}
            className="h-9 rounded-control border border-edge bg-surface px-2 text-[16px] text-ink phone:h-8 phone:text-table"
          />
        </label>
      ))}
    </div>
  );
}
