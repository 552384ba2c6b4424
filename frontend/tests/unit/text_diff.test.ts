import { expect, test } from "vitest";
import { type Piece, textDiff } from "@/features/agent/configs/text_diff";

const MARKS: Record<Piece["kind"], [string, string]> = {
  same: ["", ""],
  gone: ["[-", "-]"],
  new: ["[+", "+]"],
  left_out: ["…", ""],
};
const marked = (before: string, after: string) =>
  textDiff(before, after)
    .map(({ text, kind }) => `${MARKS[kind][0]}${text}${MARKS[kind][1]}`)
    .join("");

test("words that went and came are marked, also when only a price differs", () => {
  expect(marked("La concha cuesta 18 pesos.", "La concha cuesta 20 pesos.")).toBe(
    "La concha cuesta [-18-][+20+] pesos.",
  );
  expect(marked("Abrimos a las 7", "Abrimos muy temprano, a las 7")).toBe("Abrimos [+muy temprano, +]a las 7");
  expect(marked("", "Hola")).toBe("[+Hola+]");
  expect(marked("Hola", "")).toBe("[-Hola-]");
  expect(marked("igual", "igual")).toBe("igual");
});

test("neighbouring changes are one change", () => {
  expect(marked("a uno dos b", "a tres cuatro b")).toBe("a [-uno dos-][+tres cuatro+] b");
});

test("of a long text only what stands beside a change is left, in whole words", () => {
  const long = "palabra ".repeat(200);
  const shown = marked(`${long}fin ${long}`, `${long}final ${long}`);
  expect(shown.length).toBeLessThan(300);
  expect(shown).toMatch(/^… palabra .*\[-fin-\]\[\+final\+\] .*palabra …$/);
});

test("texts that have nothing in common and are very long are not compared word by word", () => {
  const [old, now] = ["a ", "b "].map((word) => word.repeat(9000));
  expect(textDiff(old as string, now as string).filter(({ kind }) => kind !== "same")).toHaveLength(2);
});
