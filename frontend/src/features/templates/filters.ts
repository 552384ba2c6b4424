export const SHOWN_STATES = ["APPROVED", "PENDING", "REJECTED", "PAUSED", "DRAFT"] as const;
/** What the list shows; it lives in the address. */
export type TemplateFilters = { q?: string; status?: (typeof SHOWN_STATES)[number] };

/** Returns the filters an address names; what it does not know is left out. */
export function readTemplateFilters(search: Record<string, unknown>): TemplateFilters {
  const status = SHOWN_STATES.find((each) => each === search.status);
  return {
    ...(typeof search.q === "string" && search.q.trim() ? { q: search.q.slice(0, 100) } : {}),
    ...(status ? { status } : {}),
  };
}
