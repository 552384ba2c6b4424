import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Filters } from "@/features/inbox/filters";
import { instancesQuery, tagsQuery } from "@/lib/business_lists";
import { useBusinessId } from "@/lib/session/me";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/ui/Menu";

/** Filters beside the chips: state, number, tag. */
export function ListMenu({ filters }: { filters: Filters }) {
  const { t } = useTranslation("inbox");
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const numbers = useQuery(instancesQuery(businessId)).data ?? [];
  const tags = useQuery(tagsQuery(businessId)).data ?? [];
  const set = (name: "state" | "number" | "tag", value: string) => {
    const { [name]: old, ...rest } = filters;
    void navigate({ to: ".", search: old === value ? rest : { ...rest, [name]: value }, replace: true });
  };
  const active = Boolean(filters.state ?? filters.number ?? filters.tag);
  return (
    <Menu
      trigger={<IconButton icon={ListFilter} label={t("list.filter")} className={active ? "text-accent-ink" : ""} />}
    >
      <MenuLabel>{t("list.state")}</MenuLabel>
      {(["open", "snoozed", "closed"] as const).map((state) => (
        <MenuItem key={state} checked={filters.state === state} onSelect={() => set("state", state)}>
          {t(`states.${state}`)}
        </MenuItem>
      ))}
      {numbers.length > 1 && <MenuLine />}
      {numbers.length > 1 &&
        numbers.map(({ id, name }) => (
          <MenuItem key={id} checked={filters.number === id} onSelect={() => set("number", id)}>
            {name}
          </MenuItem>
        ))}
      {tags.length > 0 && <MenuLine />}
      {tags.map(({ id, name }) => (
        <MenuItem key={id} checked={filters.tag === id} onSelect={() => set("tag", id)}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
