/** Where and how times are shown: the business's zone, the reader's language. */
export type Place = { zone: string; language: string };

const formats = new Map<string, Intl.DateTimeFormat>();

function format(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${place.language} ${place.zone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(place.language, { timeZone: place.zone, ...options });
    formats.set(key, made);
  }
  return made;
}

/** Returns the hour: 9:05. */
export function hour(at: string | Date, place: Place): string {
  return format(place, { hour: "numeric", minute: "2-digit", hourCycle: "h23" })
    .format(new Date(at))
    .replace(/^0(?=\d:)/, "");
}

/** Returns the day in the place's zone as 2026-11-27, so that days can be compared. */
export function dayKey(at: string | Date, place: Place): string {
  const parts = format({ zone: place.zone, language: "en-CA" }, { year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(at));
}

/** Returns how many days lie between two moments in the place's zone: 0 today, 1 yesterday. */
export function daysAgo(at: string | Date, now: Date, place: Place): number {
  const day = (moment: string | Date) => Date.parse(`${dayKey(moment, place)}T00:00:00Z`) / 86_400_000;
  return day(now) - day(at);
}

/** Returns the day in words: Hoy, Ayer, lunes, 12 de marzo de 2026. words: today and yesterday. */
export function day(at: string | Date, now: Date, place: Place, words: { today: string; yesterday: string }): string {
  const ago = daysAgo(at, now, place);
  if (ago === 0) return words.today;
  if (ago === 1) return words.yesterday;
  const moment = new Date(at);
  if (ago > 1 && ago < 7) return capital(format(place, { weekday: "long" }).format(moment));
  return format(place, { day: "numeric", month: "long", year: "numeric" }).format(moment);
}

/** Returns what a list shows: the hour today, Ayer, the weekday, or the date. */
export function short(at: string | Date, now: Date, place: Place, yesterday: string): string {
  const ago = daysAgo(at, now, place);
  if (ago === 0) return hour(at, place);
  if (ago === 1) return yesterday;
  if (ago > 1 && ago < 7) return format(place, { weekday: "short" }).format(new Date(at));
  return format(place, { day: "numeric", month: "short" }).format(new Date(at));
}

/** Returns date and hour in full, for tooltips. */
export function exact(at: string | Date, place: Place): string {
  return format(place, { dateStyle: "full", timeStyle: "short" }).format(new Date(at));
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** Returns a day that has no hour, 2026-11-27, as a moment at noon: it is that day wherever it is shown. */
function noon(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

const UTC = "UTC";

/** Returns the weekday: viernes. */
export function weekday(at: string | Date, place: Place): string {
  return format(place, { weekday: "long" }).format(new Date(at));
}

/** Returns weekday and date: Viernes, 27 de noviembre. */
export function weekdayDate(at: string | Date, place: Place): string {
  return capital(format(place, { weekday: "long", day: "numeric", month: "long" }).format(new Date(at)));
}

/** Returns a date without an hour in words: Miércoles, 18 de noviembre. */
export function calendarDay(date: string, place: Place): string {
  return weekdayDate(noon(date), { ...place, zone: UTC });
}

/** Returns a date without an hour for the foot of a chart: 18 nov. */
export function shortDay(date: string, place: Place): string {
  return format({ ...place, zone: UTC }, { day: "numeric", month: "short" }).format(noon(date));
}

/** Returns the days from one date to another: 29 oct – 27 nov 2026. */
export function dateSpan(first: string, last: string, place: Place): string {
  const parts = { day: "numeric", month: "short", year: "numeric" } as const;
  return format({ ...place, zone: UTC }, parts).formatRange(noon(first), noon(last));
}

/** Returns the short name of a weekday; 1 is Monday. */
export function weekdayName(number: number, place: Place): string {
  return format({ ...place, zone: UTC }, { weekday: "short" }).format(new Date(Date.UTC(2024, 0, number, 12)));
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Returns a length of time in its largest unit: 4 min, 5 h, 3 d. */
export function span(milliseconds: number, place: Place): string {
  const [value, unit] =
    milliseconds < HOUR_MS
      ? [Math.max(1, Math.round(milliseconds / MINUTE_MS)), "minute"]
      : milliseconds < 24 * HOUR_MS
        ? [Math.floor(milliseconds / HOUR_MS), "hour"]
        : [Math.floor(milliseconds / (24 * HOUR_MS)), "day"];
  return new Intl.NumberFormat(place.language, { style: "unit", unit, unitDisplay: "narrow" })
    .format(value)
    .replace(/(\d)\s*(\p{L})/u, "$1 $2");
}

/** Returns how long ago something was while that is under a day: hace 3 min; then as in a list. */
export function ago(at: string | Date, now: Date, place: Place, yesterday: string): string {
  const past = now.getTime() - new Date(at).getTime();
  if (daysAgo(at, now, place) > 0 || past < 0) return short(at, now, place, yesterday);
  const words = new Intl.RelativeTimeFormat(place.language, { style: "short", numeric: "always" });
  if (past < HOUR_MS) return words.format(-Math.max(1, Math.round(past / MINUTE_MS)), "minute");
  return words.format(-Math.round(past / HOUR_MS), "hour");
}

/** Returns the moment a day begins in the place's zone; where a clock change takes its first hour, when that is over. */
export function startOfDay(date: string, place: Place): Date {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const shown = format({ zone: place.zone, language: "sv-SE" }, { dateStyle: "short", timeStyle: "medium" });
  const offset = (moment: number) => Date.parse(`${shown.format(new Date(moment)).replace(" ", "T")}Z`) - moment;
  const guess = utc - offset(utc);
  const moment = utc - offset(guess);
  return new Date(dayKey(new Date(moment), place) < date ? moment + HOUR_MS : moment);
}

/** Returns the date after another: 2026-12-01 after 2026-11-30. */
export function dateAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
}
