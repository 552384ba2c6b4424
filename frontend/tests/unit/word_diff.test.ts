import { expect, test } from "vitest";
import { wordDiff } from "@/features/agent/lessons/word_diff";

const marked = (text: string, other: string) =>
  wordDiff(text, other)
    .map((run) => (run.differs ? `[${run.text}]` : run.text))
    .join("");

test("what the other text has not is marked, capitals and accents apart", () => {
  expect(marked("Claro, te la mando hoy con tus datos.", "claro te la envío mañana con tus datos")).toBe(
    "Claro, te la [mando hoy ]con tus datos.",
  );
});

test("texts that are hardly alike, very long or empty are not marked", () => {
  expect(marked("Lamento mucho lo que pasó.", "Te los mandamos sin costo")).toBe("Lamento mucho lo que pasó.");
  const long = "palabra ".repeat(500);
  expect(marked(long, "palabra")).toBe(long);
  expect(marked("", "hola")).toBe("");
});
