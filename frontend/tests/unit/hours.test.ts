import { expect, test } from "vitest";
import { another, onLine, setDay, stretchesOf } from "@/features/settings/hours/hours";

test("a day is set among the others, in the week's order", () => {
  const week = setDay([{ day: "tuesday", from: "09:00", to: "18:00" }], "monday", [
    { from: "16:00", to: "20:00" },
    { from: "07:00", to: "14:00" },
  ]);
  expect(week.map(({ day, from }) => `${day} ${from}`)).toEqual(["monday 07:00", "monday 16:00", "tuesday 09:00"]);
  expect(setDay(week, "monday", [])).toEqual([{ day: "tuesday", from: "09:00", to: "18:00" }]);
  expect(stretchesOf(week, "monday")).toHaveLength(2);
});

test("another stretch begins an hour after the last one, and never after midnight", () => {
  expect(another([{ from: "07:00", to: "14:00" }])).toEqual({ from: "15:00", to: "18:00" });
  expect(another([{ from: "10:00", to: "23:30" }])).toEqual({ from: "22:00", to: "23:59" });
});

test("a stretch lies on a line from 6 to 22 h; what is outside is cut", () => {
  expect(onLine({ from: "06:00", to: "22:00" })).toEqual({ left: 0, width: 100 });
  expect(onLine({ from: "04:00", to: "14:00" })).toEqual({ left: 0, width: 50 });
});
