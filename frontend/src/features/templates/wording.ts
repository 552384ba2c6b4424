import type { Button, Category, Component, Template } from "@/features/templates/types";

export type HeaderKind = "NONE" | "TEXT" | "IMAGE" | "VIDEO" | "DOCUMENT";
export type EditedButton = { kind: "QUICK_REPLY" | "URL" | "PHONE_NUMBER"; text: string; value: string };
/** What one edits of a template. examples: by the variable's name. handle: of the header's example file. */
export type Wording = {
  category: Category;
  header: { kind: HeaderKind; text: string; handle: string | null };
  body: string;
  footer: string;
  buttons: EditedButton[];
  examples: Record<string, string>;
};

export const EMPTY: Wording = {
  category: "UTILITY",
  header: { kind: "NONE", text: "", handle: null },
  body: "",
  footer: "",
  buttons: [],
  examples: {},
};

const VARIABLE = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

/** Returns the names of a text's variables, each once, in their order. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ""))];
}

/** Returns a text with its variables filled in; what has no value stays as it is. */
export function filled(text: string, values: Record<string, string>): string {
  return text.replace(VARIABLE, (whole, name: string) => values[name] || whole);
}

/** Returns a name for the next variable that is not taken. */
export function freeVariable(text: string, name: string): string {
  const taken = new Set(variablesOf(text));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  return free;
}

/** Returns the components as Meta takes them. Variables have names; those in numbers keep their numbers. */
export function componentsOf({ header, body, footer, buttons, examples }: Wording): Component[] {
  const example = (name: string) => ({ param_name: name, example: examples[name] ?? "" });
  const numbered = isNumbered({ body, header });
  const inBody = variablesOf(body);
  const inHeader = variablesOf(header.text);
  const parts: Component[] = [];
  if (header.kind === "TEXT")
    parts.push({
      type: "HEADER",
      format: "TEXT",
      text: header.text,
      ...(inHeader.length > 0
        ? {
            example: numbered
              ? { header_text: inHeader.map((name) => examples[name] ?? "") }
              : { header_text_named_params: inHeader.map(example) },
          }
        : {}),
    });
  else if (header.kind !== "NONE")
    parts.push({
      type: "HEADER",
      format: header.kind,
      ...(header.handle ? { example: { header_handle: [header.handle] } } : {}),
    });
  parts.push({
    type: "BODY",
    text: body,
    ...(inBody.length > 0
      ? {
          example: numbered
            ? { body_text: [inBody.map((name) => examples[name] ?? "")] }
            : { body_text_named_params: inBody.map(example) },
        }
      : {}),
  });
  if (footer.trim()) parts.push({ type: "FOOTER", text: footer });
  if (buttons.length > 0) parts.push({ type: "BUTTONS", buttons: buttons.map(asButton) });
  return parts;
}

/** Returns whether variables are numbers, as older templates have them. */
export function isNumbered({ body, header }: Pick<Wording, "body" | "header">): boolean {
  const names = [...variablesOf(body), ...variablesOf(header.text)];
  return names.length > 0 && names.every((name) => /^\d+$/.test(name));
}

function asButton({ kind, text, value }: EditedButton): Button {
  if (kind === "URL") return { type: kind, text, url: value };
  if (kind === "PHONE_NUMBER") return { type: kind, text, phone_number: value };
  return { type: kind, text };
}

/** Returns what of a template can be edited here; null where it has parts this editor would lose. */
export function wordingOf(template: Template): Wording | null {
  const { category, components } = template.draft ?? template;
  const wording: Wording = { ...EMPTY, category, examples: {} };
  for (const part of components) {
    if (part.type === "HEADER") {
      if (part.format === "LOCATION") return null;
      const kind = part.format ?? "TEXT";
      wording.header = { kind, text: part.text ?? "", handle: part.example?.header_handle?.[0] ?? null };
      take(wording.examples, part.text ?? "", part.example?.header_text, part.example?.header_text_named_params);
    } else if (part.type === "BODY") {
      wording.body = part.text ?? "";
      take(wording.examples, wording.body, part.example?.body_text?.[0], part.example?.body_text_named_params);
    } else if (part.type === "FOOTER") wording.footer = part.text ?? "";
    else if (part.type === "BUTTONS") {
      const buttons = part.buttons.map(edited);
      if (buttons.some((each) => each === null)) return null;
      wording.buttons = buttons.filter((each) => each !== null);
    } else return null;
  }
  return category === "AUTHENTICATION" ? null : wording;
}

type Named = { param_name: string; example: string }[] | null | undefined;

function take(examples: Record<string, string>, text: string, row: string[] | null | undefined, named: Named): void {
  variablesOf(text).forEach((name, at) => {
    examples[name] = named?.find((each) => each.param_name === name)?.example ?? row?.[at] ?? "";
  });
}

function edited({ type, text, url, phone_number: phone }: Button): EditedButton | null {
  if (type === "QUICK_REPLY") return { kind: type, text: text ?? "", value: "" };
  if (type === "URL" && !url?.includes("{{")) return { kind: type, text: text ?? "", value: url ?? "" };
  if (type === "PHONE_NUMBER") return { kind: type, text: text ?? "", value: phone ?? "" };
  return null;
}
