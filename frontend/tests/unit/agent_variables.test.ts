import { expect, test } from "vitest";
import { begunAt, completed, matching, partsOf, renamed } from "@/features/agent/behaviour/parts";

test("a text is cut in what is said and its variables, and nothing of it is lost", () => {
  const text = "Hola {{contact_name}}, {{ field.colonia }}{{tipo_de_peña}} {{no cierra {{}} {{dos palabras}}";
  const parts = partsOf(text);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.flatMap(({ name }) => name ?? [])).toEqual(["contact_name", "field.colonia", "tipo_de_peña"]);
  expect(partsOf("")).toEqual([]);
});

test("the name that is being written is the one before the caret", () => {
  expect(begunAt("Vive en {{fie", 13)).toEqual({ name: "fie", start: 8 });
  expect(begunAt("Vive en {{", 10)).toEqual({ name: "", start: 8 });
  expect(begunAt("{{now}} y", 9)).toBeNull();
  expect(begunAt("{{now", 3)).toEqual({ name: "n", start: 0 });
});

test("a chosen name takes the place of what was written of it, with its braces once", () => {
  expect(completed("Vive en {{fie aquí", 8, 13, "field.colonia")).toEqual({
    text: "Vive en {{field.colonia}} aquí",
    caret: 25,
  });
  expect(completed("{{no}} y {{now}}", 0, 3, "now").text).toBe("{{now}} y {{now}}");
  expect(completed("{{ y {{now}}", 0, 2, "today").text).toBe("{{today}} y {{now}}");
});

test("a wrong name is put right wherever it stands, and in no other", () => {
  expect(renamed("{{tipo}} {{ tipo }} {{tipo_b}} tipo", "tipo", "field.tipo")).toBe(
    "{{field.tipo}} {{field.tipo}} {{tipo_b}} tipo",
  );
});

test("variables are proposed by how they begin, by what they hold, and by what a field is called", () => {
  const none = { label_es: null, label_en: null };
  const all = [
    { name: "now", ...none },
    { name: "open_now", ...none },
    { name: "field.c1", label_es: "Colonia", label_en: "Area" },
  ];
  expect(matching(all, "now").map(({ name }) => name)).toEqual(["now", "open_now"]);
  expect(matching(all, "colo").map(({ name }) => name)).toEqual(["field.c1"]);
  expect(matching(all, "")).toHaveLength(3);
});
