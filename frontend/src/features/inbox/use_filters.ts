import { useNavigate } from "@tanstack/react-router";
import type { Filters } from "@/features/inbox/filters";

/** Returns what changes some of the filters, and so the address. */
export function useFilters(filters: Filters) {
  const navigate = useNavigate();
  return (part: { [name in keyof Filters]?: Filters[name] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...filters, ...part }).filter(([, value]) => value));
    void navigate({ to: ".", search: next, replace: true });
  };
}
