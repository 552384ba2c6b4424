import { dayKey, type Place } from "@/lib/format/time";

export const SPANS = [7, 30, 90] as const;
export type Span = (typeof SPANS)[number];
export type Period = { first: string; last: string };
/** What the page shows; it lives in the address. Without days or dates it is thirty days. */
export type ReportFilters = { days?: Span; first?: string; last?: string; number?: string; member?: string };

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Returns the filters an address names; what it does not know is left out. */
export function readReportFilters(search: Record<string, unknown>): ReportFilters {
  const days = SPANS.find((each) => each === search.days);
  const dates =
    typeof search.first === "string" &&
    typeof search.last === "string" &&
    DATE.test(search.first) &&
    DATE.test(search.last)
      ? { first: search.first, last: search.last }
      : {};
  return {
    ...(days && days !== 30 ? { days } : {}),
    ...dates,
    ...(typeof search.number === "string" ? { number: search.number } : {}),
    ...(typeof search.member === "string" ? { member: search.member } : {}),
  };
}

/** Returns the first and the last day, today included, in the place's zone. */
export function periodOf({ days, first, last }: ReportFilters, now: Date, place: Place): Period {
  if (first && last) return { first, last };
  const today = dayKey(now, place);
  const begin = new Date(Date.parse(`${today}T00:00:00Z`) - ((days ?? 30) - 1) * DAY_MS);
  return { first: begin.toISOString().slice(0, 10), last: today };
}
