type Cell = string | number | null;

const FORMULA = /^[=+\-@\t\r]/;

/** Returns rows as CSV (RFC 4180) that Excel opens with its accents. What would be a formula is written as text. */
export function csv(rows: Cell[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
