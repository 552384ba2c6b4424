import { useNavigate } from "@tanstack/react-router";
import type { ContactFilters } from "@/features/contacts/filters";

/** Returns what changes some of the filters, and so the address. */
export function useFilters(
  filters: ContactFilters,
): (part: { [name in keyof ContactFilters]?: ContactFilters[name] | undefined }) => void {
  const navigate = useNavigate();
  return (part) => {
    const search = Object.fromEntries(Object.entries({ ...filters, ...part }).filter(([, value]) => value));
    void navigate({ to: "/contacts", search, replace: true });
  };
}
