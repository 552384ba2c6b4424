import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ContactFilters, NOBODY } from "@/features/contacts/filters";
import { useFilters } from "@/features/contacts/use_filters";
import { membersQuery, tagsQuery } from "@/lib/business_lists";
import { useBusinessId, useMay } from "@/lib/session/me";
import { FilterChip } from "@/ui/Chip";
import { FilterMenu } from "@/ui/FilterMenu";
import { MenuItem, MenuLine } from "@/ui/Menu";
import { SearchBox } from "@/ui/SearchBox";

/** Search and filters in a row under the title. */
export function ContactFiltersRow({ filters }: { filters: ContactFilters }) {
  const { t } = useTranslation("contacts");
  const change = useFilters(filters);
  const businessId = useBusinessId();
  const tags = useQuery(tagsQuery(businessId)).data ?? [];
  const members = useQuery({ ...membersQuery(businessId), enabled: useMay("team:read") }).data ?? [];
  const tag = tags.find(({ id }) => id === filters.tag)?.name;
  const assignee =
    filters.assignee === NOBODY
      ? t("filters.nobody")
      : members.find(({ user_id }) => user_id === filters.assignee)?.name;
  return (
    <>
      <SearchBox
        className="w-full phone:w-[280px]"
        value={filters.q ?? ""}
        label={t("search")}
        onSearch={(q) => change({ q })}
      />
      {tags.length > 0 && (
        <FilterMenu name={t("filters.tag")} value={tag} onClear={() => change({ tag: undefined })}>
          {tags.map(({ id, name }) => (
            <MenuItem key={id} checked={id === filters.tag} onSelect={() => change({ tag: id })}>
              {name}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
      {members.length > 1 && (
        <FilterMenu name={t("filters.assignee")} value={assignee} onClear={() => change({ assignee: undefined })}>
          <MenuItem checked={filters.assignee === NOBODY} onSelect={() => change({ assignee: NOBODY })}>
            {t("filters.nobody")}
          </MenuItem>
          <MenuLine />
          {members.map(({ user_id, name }) => (
            <MenuItem
              key={user_id}
              checked={user_id === filters.assignee}
              onSelect={() => change({ assignee: user_id })}
            >
              {name}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
      <FilterChip
        on={filters.archived ?? false}
        onClick={() => change({ archived: filters.archived ? undefined : true })}
      >
        {t("filters.archived")}
      </FilterChip>
    </>
  );
}
