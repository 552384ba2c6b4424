import { expect, test } from "vitest";
import { morningAfter } from "@/features/inbox/snooze_times";
import { duration, fileSize, phone } from "@/lib/format/text";
import { dateAfter, day, dayKey, hour, short, startOfDay } from "@/lib/format/time";

const MEXICO = { zone: "America/Mexico_City", language: "es-MX" };
const MADRID = { zone: "Europe/Madrid", language: "es-ES" };
const words = { today: "Hoy", yesterday: "Ayer" };

test.each([
  ["+525512345678", "+52 55 1234 5678"],
  ["+14155552671", "+1 415 555 2671"],
  ["+34600123456", "+34 600 123 456"],
  ["lupita", "lupita"],
])("the phone %s is shown as %s", (number, shown) => {
  expect(phone(number)).toBe(shown);
});

test("sizes and lengths are said in words", () => {
  expect(fileSize(84_000, "es")).toBe("84 kB");
  expect(fileSize(18_200_000, "en")).toBe("18.2 MB");
  expect(duration(34_000)).toBe("0:34");
  expect(duration(605_000)).toBe("10:05");
});

test("a day is the business's, not the browser's", () => {
  const at = "2026-11-27T04:30:00Z";
  expect(dayKey(at, MEXICO)).toBe("2026-11-26");
  expect(hour(at, MEXICO)).toBe("22:30");
  const now = new Date("2026-11-27T16:00:00Z");
  expect(day(at, now, MEXICO, words)).toBe("Ayer");
  expect(day("2026-11-27T15:05:00Z", now, MEXICO, words)).toBe("Hoy");
  expect(day("2026-11-23T18:00:00Z", now, MEXICO, words)).toBe("Lunes");
  expect(day("2026-03-12T18:00:00Z", now, MEXICO, words)).toBe("12 de marzo de 2026");
  expect(short("2026-11-27T15:05:00Z", now, MEXICO, "Ayer")).toBe("9:05");
});

test("nine in the morning is nine on both sides of a change of the clock", () => {
  const evening = new Date("2026-03-28T20:00:00Z"); // Madrid goes to summer time in the night
  expect(morningAfter(evening, 1, MADRID).toISOString()).toBe("2026-03-29T07:00:00.000Z");
  const autumn = new Date("2026-10-24T20:00:00Z");
  expect(morningAfter(autumn, 1, MADRID).toISOString()).toBe("2026-10-25T08:00:00.000Z");
  expect(morningAfter(new Date("2026-11-27T05:00:00Z"), 1, MEXICO).toISOString()).toBe("2026-11-27T15:00:00.000Z");
});

test.each([
  ["2026-11-27", "America/Mexico_City", "2026-11-27T06:00:00.000Z"],
  ["2026-03-29", "Europe/Madrid", "2026-03-28T23:00:00.000Z"],
  ["2026-10-25", "Europe/Madrid", "2026-10-24T22:00:00.000Z"],
  ["2026-10-26", "Europe/Madrid", "2026-10-25T23:00:00.000Z"],
  ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"], // midnight is left out: the day begins at 1:00
  ["2026-11-27", "Pacific/Auckland", "2026-11-26T11:00:00.000Z"],
])("the day %s begins in %s at %s", (date, zone, moment) => {
  expect(startOfDay(date, { zone, language: "es-MX" }).toISOString()).toBe(moment);
});

test("the day after the last of a month is the first of the next", () => {
  expect([dateAfter("2026-11-30"), dateAfter("2026-12-31"), dateAfter("2028-02-28")]).toEqual([
    "2026-12-01",
    "2027-01-01",
    "2028-02-29",
  ]);
});
