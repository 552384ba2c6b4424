/** What the list shows; it lives in the address. */
export type View = "all" | "unread" | "waiting" | "handed_over" | "mine" | "unassigned";
export type Filters = { view?: View; state?: "open" | "snoozed" | "closed"; q?: string; tag?: string; number?: string };

export const VIEWS: View[] = ["all", "unread", "waiting", "handed_over", "mine", "unassigned"];
const STATES = ["open", "snoozed", "closed"] as const;

/** Returns what the address of the inbox names: filters, and the message that is looked for. */
export function readInbox(search: Record<string, unknown>): Filters & { message?: string } {
  const { message } = search;
  return { ...readFilters(search), ...(typeof message === "string" ? { message } : {}) };
}

/** Returns the filters an address names; what it does not know is left out. */
export function readFilters(search: Record<string, unknown>): Filters {
  const view = VIEWS.find((each) => each === search.view);
  const state = STATES.find((each) => each === search.state);
  return {
    ...(view && view !== "all" ? { view } : {}),
    ...(state ? { state } : {}),
    ...(typeof search.q === "string" && search.q.trim() ? { q: search.q.slice(0, 200) } : {}),
    ...(typeof search.tag === "string" ? { tag: search.tag } : {}),
    ...(typeof search.number === "string" ? { number: search.number } : {}),
  };
}

/** Returns the filters as the API takes them. */
export function asQuery(filters: Filters) {
  const { view, state, q, tag, number } = filters;
  return {
    ...(state ? { state } : {}),
    ...(q ? { search: q } : {}),
    ...(tag ? { tag: [tag] } : {}),
    ...(number ? { instance_id: [number] } : {}),
    ...(view === "unread" ? { unread: true } : {}),
    ...(view === "waiting" ? { waiting: true, sort: "waiting" as const } : {}),
    ...(view === "handed_over" ? { handed_over: true } : {}),
    ...(view === "mine" ? { assigned_to: "me" as const } : {}),
    ...(view === "unassigned" ? { assigned_to: "nobody" as const } : {}),
  };
}
