export type Part = { text: string; name?: string };

const VARIABLE = /\{\{\s*([\p{L}\p{N}_.-]+)\s*\}\}/gu;
const BEGUN = /\{\{\s*([\p{L}\p{N}_.-]*)$/u;

/** Returns a text in what is said and its variables, in their order. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index) });
    parts.push({ text: match[0], name: match[1] as string });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

/** Returns the name that is being written before the caret, and where its braces begin; null when none is. */
export function begunAt(text: string, caret: number): { name: string; start: number } | null {
  const match = BEGUN.exec(text.slice(0, caret));
  return match ? { name: match[1] as string, start: match.index } : null;
}

/** Returns the text with a variable from `start` to the caret, and where the caret stands then. Braces that close
 *  already are not doubled. */
export function completed(text: string, start: number, caret: number, name: string): { text: string; caret: number } {
  const rest = text.slice(caret).replace(/^[\p{L}\p{N}_.-]*\s*\}\}/u, "");
  const head = `${text.slice(0, start)}{{${name}}}`;
  return { text: head + rest, caret: head.length };
}

/** Returns the text with another name for a variable, wherever it is used. */
export function renamed(text: string, from: string, to: string): string {
  return text.replace(VARIABLE, (whole, name: string) => (name === from ? `{{${to}}}` : whole));
}

/** Returns the variables whose name, or what a field is called, has these letters; those that begin so first. */
export function matching<Each extends { name: string; label_es: string | null; label_en: string | null }>(
  variables: Each[],
  letters: string,
): Each[] {
  const wanted = letters.toLowerCase();
  const begins = variables.filter(({ name }) => name.startsWith(wanted));
  const holds = variables.filter(
    (each) =>
      !begins.includes(each) &&
      [each.name, each.label_es, each.label_en].some((text) => text?.toLowerCase().includes(wanted)),
  );
  return [...begins, ...holds];
}
