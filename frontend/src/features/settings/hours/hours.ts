import type { Day, OpeningHours } from "@/features/settings/types";

export const DAYS: Day[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
export type Stretch = { from: string; to: string };

export const USUAL: Stretch = { from: "09:00", to: "18:00" };
const LINE = { first: 6 * 60, last: 22 * 60 };

/** Returns when a day is open, the earliest first. */
export function stretchesOf(hours: OpeningHours[], day: Day): Stretch[] {
  return hours
    .filter((each) => each.day === day)
    .map(({ from, to }) => ({ from: from.slice(0, 5), to: to.slice(0, 5) }))
    .sort((a, b) => a.from.localeCompare(b.from));
}

/** Returns the week with one day open in these stretches. */
export function setDay(hours: OpeningHours[], day: Day, stretches: Stretch[]): OpeningHours[] {
  const others = hours.filter((each) => each.day !== day);
  const all = [...others, ...stretches.map((stretch) => ({ day, ...stretch }))];
  return all.sort((a, b) => DAYS.indexOf(a.day) - DAYS.indexOf(b.day) || a.from.localeCompare(b.from));
}

/** Returns the next stretch one would add: an hour after the last one, three hours long. */
export function another(stretches: Stretch[]): Stretch {
  const last = stretches.at(-1);
  if (!last) return USUAL;
  const from = Math.min(minutes(last.to) + 60, 22 * 60);
  return { from: clock(from), to: clock(Math.min(from + 180, 24 * 60 - 1)) };
}

/** Returns where a stretch lies on a line from 6 to 22 h, in percent. */
export function onLine({ from, to }: Stretch): { left: number; width: number } {
  const place = (at: number) =>
    ((Math.min(Math.max(at, LINE.first), LINE.last) - LINE.first) / (LINE.last - LINE.first)) * 100;
  const left = place(minutes(from));
  return { left, width: Math.max(0, place(minutes(to) || 24 * 60) - left) };
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}

function clock(at: number): string {
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}
