const PARTS = /(\{\{\s*[A-Za-z0-9_]+\s*\}\})/;
const NAME = /^\{\{\s*([A-Za-z0-9_]+)\s*\}\}$/;

/** Returns a variable as it stands in a text: a word that is taken away as a whole. */
export function variableChip(name: string, word: string): HTMLElement {
  const chip = document.createElement("span");
  chip.contentEditable = "false";
  chip.dataset.variable = name;
  chip.textContent = word;
  chip.className = "mx-px rounded-small bg-info-soft px-1 font-medium text-info";
  return chip;
}

/** Writes a text into a box; nothing happens where it stands there already. */
export function writeNodes(box: HTMLElement, text: string, wordOf: (name: string) => string): void {
  const nodes = text.split(PARTS).flatMap((part): Node[] => {
    const name = NAME.exec(part)?.[1];
    if (name) return [variableChip(name, wordOf(name))];
    return part ? [document.createTextNode(part)] : [];
  });
  const made = document.createElement("div");
  made.append(...nodes);
  if (made.innerHTML !== box.innerHTML) box.replaceChildren(...nodes);
}

/** Returns the text of a box: its words are variables again. */
export function readNode(node: Node): string {
  let text = "";
  for (const child of node.childNodes) {
    if (child instanceof HTMLElement && child.dataset.variable) text += `{{${child.dataset.variable}}}`;
    else if (child instanceof HTMLBRElement) text += "\n";
    else if (child instanceof HTMLDivElement) text += `${text ? "\n" : ""}${readNode(child)}`;
    else if (child instanceof HTMLElement) text += readNode(child);
    else text += (child.textContent ?? "").replaceAll("\u00a0", " ");
  }
  return text;
}
