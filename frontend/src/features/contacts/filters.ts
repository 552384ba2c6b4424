/** What the list of contacts shows; it lives in the address. */
export type ContactFilters = { q?: string; tag?: string; assignee?: string; archived?: true; sort?: "name" };

export const NOBODY = "nobody";
const MOST_LETTERS = 100;

/** Returns the filters an address names; what it does not know is left out. */
export function readContactFilters(search: Record<string, unknown>): ContactFilters {
  return {
    ...(typeof search.q === "string" && search.q.trim() ? { q: search.q.slice(0, MOST_LETTERS) } : {}),
    ...(typeof search.tag === "string" ? { tag: search.tag } : {}),
    ...(typeof search.assignee === "string" ? { assignee: search.assignee } : {}),
    ...(search.archived === true ? { archived: true } : {}),
    ...(search.sort === "name" ? { sort: "name" } : {}),
  };
}

/** Returns the filters as the API takes them; the order is not one of them. */
export function asQuery({ q, tag, assignee, archived }: ContactFilters) {
  return {
    ...(q ? { search: q } : {}),
    ...(tag ? { tag: [tag] } : {}),
    ...(assignee === NOBODY ? { unassigned: true } : assignee ? { assigned_to: assignee } : {}),
    ...(archived ? { archived: "yes" as const } : {}),
  };
}
