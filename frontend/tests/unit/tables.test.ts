import { expect, test } from "vitest";
import { guess, readSheet, writeSheet } from "@/features/contacts/import/sheet";
import { csv } from "@/lib/csv";

test("what would be a formula is written as text, and what holds a comma in quotes", () => {
  expect(csv([["=1+1", "a,b", 'di "sí"', null, 3]])).toBe('\uFEFF\'=1+1,"a,b","di ""sí""",,3\r\n');
});

test("a file of an old spreadsheet is read: its letters, its semicolons, its empty lines", async () => {
  const bytes = Uint8Array.from('Nombre;Teléfono\r\n"Peña; Ana";+52 55 1234 5678\r\n;\r\n', (letter) =>
    letter.charCodeAt(0),
  );
  const sheet = await readSheet(new File([bytes], "viejo.csv"));
  expect(sheet).toEqual({ name: "viejo.csv", head: ["Nombre", "Teléfono"], rows: [["Peña; Ana", "+52 55 1234 5678"]] });
  expect(await readSheet(new File(["solo,encabezado\n"], "vacío.csv"))).toBeNull();
});

test("only the columns that were named are brought, under their names", async () => {
  const sheet = { name: "x", head: ["A", "B", "C"], rows: [["1", 'dos, "2"', "3"]] };
  const text = await writeSheet(sheet, ["phone", null, "name"]).text();
  expect(text).toBe("phone,name\r\n1,3");
});

test("columns are guessed by their headings, none twice, own fields by their names", () => {
  const fields = new Map([["tipo de cliente", "tipo"]]);
  expect(guess(["Cliente", "Celular", "Correo", "Tipo de cliente", "Teléfono 2", "Otra"], fields)).toEqual([
    "name",
    "phone",
    "email",
    "tipo",
    null,
    null,
  ]);
});
