/** What is searched for in a list; it lives in the address. */
export function readSearch(search: Record<string, unknown>): { q?: string } {
  return typeof search.q === "string" && search.q.trim() ? { q: search.q.slice(0, 100) } : {};
}
