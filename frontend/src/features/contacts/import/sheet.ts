import Papa from "papaparse";

/** A file of rows as it was read: the first row names the columns. */
export type Sheet = { name: string; head: string[]; rows: string[][] };
/** Which column of ours each of the file is; null: it is left out. */
export type Columns = (string | null)[];

export const MOST_BYTES = 50_000_000;

/** Reads a CSV whatever its encoding and separator. Returns null where there is no row. */
export async function readSheet(file: File): Promise<Sheet | null> {
  const { data } = Papa.parse<string[]>(decode(await file.arrayBuffer()), { skipEmptyLines: "greedy" });
  const [head, ...rows] = data;
  if (!head || rows.length === 0) return null;
  return { name: file.name, head: head.map((cell) => cell.trim()), rows };
}

/** Files of old spreadsheets are no UTF-8. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const [first, second] = new Uint8Array(bytes);
    const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    return new TextDecoder(utf16 ? (first === 0xff ? "utf-16le" : "utf-16be") : "windows-1252").decode(bytes);
  }
}

/** Returns the file as the API takes it: only the columns that were named, under their names. */
export function writeSheet(sheet: Sheet, columns: Columns): Blob {
  const kept = columns.flatMap((name, at) => (name ? [{ name, at }] : []));
  const rows = sheet.rows.map((row) => kept.map(({ at }) => row[at] ?? ""));
  return new Blob([Papa.unparse([kept.map(({ name }) => name), ...rows])], { type: "text/csv" });
}

const WORDS: [string, RegExp][] = [
  ["phone", /tel|phone|celular|m[oó]vil|whats|n[uú]mero/i],
  ["email", /mail|correo/i],
  ["tags", /etiqueta|tag/i],
  ["name", /nombre|name|cliente|contacto/i],
];

/** Returns which column each heading most likely is; none twice. fields: keys of own fields by their names. */
export function guess(head: string[], fields: ReadonlyMap<string, string>): Columns {
  const taken = new Set<string>();
  return head.map((cell) => {
    const plain = cell.trim().toLowerCase();
    const name = fields.get(plain) ?? WORDS.find(([each, words]) => plain === each || words.test(plain))?.[0] ?? null;
    if (!name || taken.has(name)) return null;
    taken.add(name);
    return name;
  });
}
