/** What of the audit trail is shown; it lives in the address. from, to: dates. */
export type AuditFilters = { action?: string; actor?: string; from?: string; to?: string };

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Returns the filters an address names; what it does not know is left out. */
export function readAuditFilters(search: Record<string, unknown>): AuditFilters {
  const { action, actor, from, to } = search;
  return {
    ...(typeof action === "string" && /^[a-z_.]{1,100}$/.test(action) ? { action } : {}),
    ...(typeof actor === "string" ? { actor } : {}),
    ...(typeof from === "string" && DATE.test(from) ? { from } : {}),
    ...(typeof to === "string" && DATE.test(to) ? { to } : {}),
  };
}
