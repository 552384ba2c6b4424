import { type Category, type Component, type NewComponents, proposed, type Template } from "@/features/templates/types";

export type HeaderKind = "NONE" | "TEXT" | "IMAGE" | "VIDEO" | "DOCUMENT" | "LOCATION";
export type ButtonForm = Extract<Component, { type: "BUTTONS" }>["buttons"][number];
export type Examples = Record<string, string>;

/** What is written in the editor. handle: of the header's example file. code: of a template with a code. */
export type Wording = {
  category: Category;
  format: Template["parameter_format"];
  header: { kind: HeaderKind; text: string; examples: Examples; handle: string | null };
  body: string;
  examples: Examples;
  footer: string;
  buttons: ButtonForm[];
  code: { warning: boolean; minutes: number | null };
  /** Parts this editor does not write: they stay as they are. */
  rest: NewComponents;
};

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
const OWN: readonly Component["type"][] = ["HEADER", "BODY", "FOOTER", "BUTTONS"];

/** Returns the variables of a text, in order, each once. */
export function variables(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ""))];
}

/** Returns a template as the editor has it. */
export function readWording(template: Template): Wording {
  const { category, parameter_format, components } = proposed(template);
  const part = <Type extends Component["type"]>(type: Type) =>
    components.find((each): each is Extract<Component, { type: Type }> => each.type === type);
  const [header, body, footer] = [part("HEADER"), part("BODY"), part("FOOTER")];
  return {
    category,
    format: parameter_format,
    header: {
      kind: header ? (header.format ?? "TEXT") : "NONE",
      text: header?.text ?? "",
      examples: named(header?.example?.header_text_named_params) ?? numbered(header?.example?.header_text),
      handle: header?.example?.header_handle?.[0] ?? null,
    },
    body: body?.text ?? "",
    examples: named(body?.example?.body_text_named_params) ?? numbered(body?.example?.body_text?.[0]),
    footer: footer?.text ?? "",
    buttons: part("BUTTONS")?.buttons ?? [],
    code: { warning: body?.add_security_recommendation ?? false, minutes: footer?.code_expiration_minutes ?? null },
    rest: components.filter((each) => !OWN.includes(each.type)) as NewComponents,
  };
}

/** Returns what the editor has as the parts of a template. */
export function writeComponents(wording: Wording): NewComponents {
  const { header, body, footer, buttons, code, rest } = wording;
  if (wording.category === "AUTHENTICATION")
    return [
      { type: "BODY", ...(code.warning ? { add_security_recommendation: true } : {}) },
      ...(code.minutes ? [{ type: "FOOTER" as const, code_expiration_minutes: code.minutes }] : []),
      { type: "BUTTONS", buttons: buttons.filter(({ type }) => type === "OTP") },
    ];
  const shown = buttons.filter(({ type }) => type !== "OTP");
  return [
    ...(header.kind === "NONE" ? [] : [headerOf(wording)]),
    { type: "BODY", text: body, ...bodyExample(wording) },
    ...(footer ? [{ type: "FOOTER" as const, text: footer }] : []),
    ...(shown.length > 0 ? [{ type: "BUTTONS" as const, buttons: shown }] : []),
    ...rest,
  ];
}

/** Returns the wording in another category: a template with a code has one button, which copies it. */
export function inCategory(wording: Wording, category: Category): Wording {
  const otp = wording.buttons.filter(({ type }) => type === "OTP");
  const buttons =
    category === "AUTHENTICATION" && otp.length === 0
      ? [...wording.buttons, { type: "OTP", otp_type: "COPY_CODE" }]
      : wording.buttons;
  return { ...wording, category, buttons };
}

function headerOf({ header, format }: Wording): NewComponents[number] {
  const { kind, text, examples, handle } = header;
  if (kind !== "TEXT")
    return {
      type: "HEADER",
      format: kind as Exclude<HeaderKind, "NONE">,
      ...(handle ? { example: { header_handle: [handle] } } : {}),
    };
  const names = variables(text);
  if (names.length === 0) return { type: "HEADER", format: kind, text };
  const example =
    format === "NAMED"
      ? { header_text_named_params: pairs(names, examples) }
      : { header_text: names.map((name) => examples[name] ?? "") };
  return { type: "HEADER", format: kind, text, example };
}

function bodyExample({ body, examples, format }: Wording) {
  const names = variables(body);
  if (names.length === 0) return {};
  if (format === "NAMED") return { example: { body_text_named_params: pairs(names, examples) } };
  const inOrder = [...names].sort((a, b) => Number(a) - Number(b));
  return { example: { body_text: [inOrder.map((name) => examples[name] ?? "")] } };
}

function pairs(names: string[], examples: Examples) {
  return names.map((param_name) => ({ param_name, example: examples[param_name] ?? "" }));
}

function named(params: { param_name: string; example: string }[] | null | undefined): Examples | null {
  return params ? Object.fromEntries(params.map(({ param_name, example }) => [param_name, example])) : null;
}

function numbered(values: string[] | null | undefined): Examples {
  return Object.fromEntries((values ?? []).map((value, at) => [String(at + 1), value]));
}
