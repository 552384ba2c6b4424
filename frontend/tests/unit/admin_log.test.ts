import { expect, test } from "vitest";
import { readLogFilters } from "@/features/admin/console/filters";
import { inOneLine, type Log, MOST_ROWS, withFresh, withOlder } from "@/features/admin/console/log";
import type { Event } from "@/features/admin/types";

const event = (number: number): Event => ({
  id: String(number),
  at: new Date(1_800_000_000_000 + number * 1000).toISOString(),
  business_id: null,
  business_name: null,
  severity: "info",
  type: "turn.answered",
  data: {},
});
const log = (numbers: number[], part: Partial<Log> = {}): Log => ({
  rows: numbers.map(event),
  waiting: [],
  next: "older",
  ...part,
});
const ids = (events: Event[]) => events.map(({ id }) => Number(id));

test("what comes stands above, the newest first, and each event once", () => {
  const next = withFresh(log([3, 2, 1]), [3, 4, 5].map(event), true);
  expect(ids(next.rows)).toEqual([5, 4, 3, 2, 1]);
  expect(withFresh(next, [4, 5].map(event), true)).toBe(next);
});

test("while one reads further down it waits, and comes with the return to the top", () => {
  const away = withFresh(withFresh(log([2, 1]), [event(3)], false), [3, 4].map(event), false);
  expect([ids(away.rows), ids(away.waiting)]).toEqual([
    [2, 1],
    [4, 3],
  ]);
  const back = withFresh(away, [event(5)], true);
  expect([ids(back.rows), back.waiting]).toEqual([[5, 4, 3, 2, 1], []]);
});

test("two thousand rows are kept: the oldest go, and then nothing older is asked for", () => {
  const full = log(Array.from({ length: MOST_ROWS }, (_, at) => MOST_ROWS - at));
  const next = withFresh(full, [event(MOST_ROWS + 1)], true);
  expect([next.rows.length, next.rows[0]?.id, next.rows.at(-1)?.id, next.next]).toEqual([
    MOST_ROWS,
    String(MOST_ROWS + 1),
    "2",
    null,
  ]);
  expect(withOlder(log([9, 8]), [8, 7].map(event), "c")).toMatchObject({ next: "c", rows: [9, 8, 7].map(event) });
});

test("an event in one line is bounded, and filters of an address that make no sense are left out", () => {
  expect(inOneLine({ attempt: 6, to: { a: 1 }, reason: null })).toBe('attempt 6 · to {"a":1}');
  expect(inOneLine({ text: "x".repeat(1000) }).length).toBe(300);
  expect(
    readLogFilters({ severity: "dreadful", type: "DROP", business: "1", from: "yesterday", to: "2026-11-27T10:00" }),
  ).toEqual({ to: "2026-11-27T10:00" });
});
