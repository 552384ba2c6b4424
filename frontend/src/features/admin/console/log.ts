import type { Event } from "@/features/admin/types";

export const MOST_ROWS = 2000;

/** The log as it is shown. rows: the newest first. waiting: what came while one reads further down, the newest first. */
export type Log = { rows: Event[]; waiting: Event[]; next: string | null };

/** Returns the log with what came since, which is given the oldest first; it waits while one does not follow. */
export function withFresh(log: Log, fresh: Event[], follows: boolean): Log {
  const there = new Set([...log.waiting, ...log.rows].map(({ id }) => id));
  const added = fresh.filter(({ id }) => !there.has(id)).reverse();
  const above = [...added, ...log.waiting];
  if (!follows) return added.length === 0 ? log : { ...log, waiting: above.slice(0, MOST_ROWS) };
  if (above.length === 0) return log;
  const rows = [...above, ...log.rows];
  return { rows: rows.slice(0, MOST_ROWS), waiting: [], next: rows.length > MOST_ROWS ? null : log.next };
}

/** Returns the log with a page of older events under it. */
export function withOlder(log: Log, items: Event[], next: string | null): Log {
  const there = new Set(log.rows.map(({ id }) => id));
  const rows = [...log.rows, ...items.filter(({ id }) => !there.has(id))].slice(0, MOST_ROWS);
  return { ...log, rows, next: rows.length >= MOST_ROWS ? null : next };
}

/** Returns what an event says in one line: attempt 6 · status 503. */
export function inOneLine(data: Event["data"]): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ")
    .slice(0, 300);
}
