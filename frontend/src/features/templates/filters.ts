import type { Status } from "@/features/templates/types";

/** Which templates are shown; it lives in the address. */
export type TemplateFilters = { q?: string; status?: Status };

export const STATUSES = ["DRAFT", "PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED"] as const;

/** Returns the filters an address names; what it does not know is left out. */
export function readTemplateFilters(search: Record<string, unknown>): TemplateFilters {
  const status = STATUSES.find((each) => each === search.status);
  return {
    ...(typeof search.q === "string" && search.q.trim() ? { q: search.q.slice(0, 100) } : {}),
    ...(status ? { status } : {}),
  };
}

/** Returns what is searched for as a name of a template may have it. */
export function asName(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_");
}
