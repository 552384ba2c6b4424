import { dayKey, type Place } from "@/lib/format/time";

const HOUR_MS = 3_600_000;
const MORNING = 9;

/** Returns when a conversation may come back: in an hour, in three, tomorrow at nine, in a week at nine. */
export function snoozeTimes(now: Date, place: Place): { name: "hour" | "hours" | "tomorrow" | "week"; at: Date }[] {
  return [
    { name: "hour", at: new Date(now.getTime() + HOUR_MS) },
    { name: "hours", at: new Date(now.getTime() + 3 * HOUR_MS) },
    { name: "tomorrow", at: morningAfter(now, 1, place) },
    { name: "week", at: morningAfter(now, 7, place) },
  ];
}

/** Returns nine o'clock in the place's zone, so many days on. Right across a change of the clock as well. */
export function morningAfter(now: Date, days: number, place: Place): Date {
  const [year = 0, month = 1, date = 1] = dayKey(now, place).split("-").map(Number);
  const wished = Date.UTC(year, month - 1, date + days, MORNING);
  const guess = wished - offset(new Date(wished), place);
  return new Date(wished - offset(new Date(guess), place));
}

/** Returns how far the zone's clock is ahead of UTC, in milliseconds. */
function offset(at: Date, place: Place): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: place.zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}
