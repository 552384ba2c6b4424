import { expect, test } from "vitest";
import { hitParts } from "@/lib/format/hits";

const hits = (text: string, words: string) =>
  hitParts(text, words)
    .filter(({ hit }) => hit)
    .map(({ text: part }) => part);
const whole = (text: string, words: string) =>
  hitParts(text, words)
    .map(({ text: part }) => part)
    .join("");

test("beginnings of words are hits, whatever their accents and case", () => {
  expect(hits("Café orgánico, CAFETERÍA y decafeinado", "cafe")).toEqual(["Café", "CAFE"]);
  expect(hits("mañana", "MANA")).toEqual(["maña"]);
  expect(hits("pan de muerto", "muer pan")).toEqual(["pan", "muer"]);
});

test("nothing is lost around the hits; a long beginning is cut before the first", () => {
  expect(whole("un bolillo y dos conchas", "conchas")).toBe("un bolillo y dos conchas");
  const long = `${"hola ".repeat(40)}marquesote sin nuez`;
  expect(whole(long, "marquesote")).toMatch(/^….{0,30}marquesote sin nuez$/);
});

test("what has no hit, or nothing to search, comes back as it is", () => {
  expect(hitParts("hola", "xyz")).toEqual([{ text: "hola", hit: false }]);
  expect(hitParts("hola", "!?")).toEqual([{ text: "hola", hit: false }]);
  expect(hitParts("", "a")).toEqual([]);
});
