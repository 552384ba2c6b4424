import type { components } from "@/api/crm";
import type { ExternalTool, Parameter } from "@/features/agent/tools/queries";

export type ParameterValues = {
  name: string;
  type: NonNullable<Parameter["type"]>;
  description: string;
  source: NonNullable<Parameter["source"]>;
  required: boolean;
  /** What it may be, separated by commas; of a fixed one its value; of a variable its name. */
  of: string;
};

/** A tool as its form has it: headers and paths are lines, the body is JSON as text. */
export type ToolValues = {
  name: string;
  description: string;
  url: string;
  timeout_seconds: string;
  effect: boolean;
  headers: string;
  body_template: string;
  result_paths: string;
  parameters: ParameterValues[];
  /** value: empty where it stays as it is. */
  secrets: { name: string; value: string }[];
};

export const NEW_PARAMETER: ParameterValues = {
  name: "",
  type: "string",
  description: "",
  source: "model",
  required: true,
  of: "",
};

export function valuesOf(tool: ExternalTool | null): ToolValues {
  return {
    name: tool?.name ?? "",
    description: tool?.description ?? "",
    url: tool?.url ?? "",
    timeout_seconds: String(tool?.timeout_seconds ?? 8),
    effect: tool?.effect ?? false,
    headers: Object.entries(tool?.headers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
    body_template: JSON.stringify(tool?.body_template ?? {}, null, 2),
    result_paths: (tool?.result_paths ?? []).join("\n"),
    parameters: (tool?.parameters ?? []).map((each) => ({
      name: each.name,
      type: each.type ?? "string",
      description: each.description ?? "",
      source: each.source ?? "model",
      required: each.required ?? true,
      of: String(each.enum?.join(", ") ?? each.value ?? each.variable ?? ""),
    })),
    secrets: Object.keys(tool?.secrets ?? {}).map((name) => ({ name, value: "" })),
  };
}

/** Returns the object a text of JSON is; null when it is none. */
export function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.trim() || "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Returns a text as a value of a parameter's type; the text itself where it is none, which the server then refuses. */
export function typed(text: string, type: ParameterValues["type"]): string | number | boolean {
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (type === "string" || text.trim() === "" || Number.isNaN(Number(text))) return text;
  return Number(text);
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Returns what is sent of a form whose body is JSON. */
export function definitionOf(values: ToolValues): components["schemas"]["NewExternalTool"] {
  return {
    name: values.name.trim(),
    description: values.description.trim(),
    url: values.url.trim(),
    timeout_seconds: Number(values.timeout_seconds),
    effect: values.effect,
    headers: Object.fromEntries(
      lines(values.headers).map((line) => {
        const at = line.indexOf(":");
        return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
    ),
    body_template: readObject(values.body_template) ?? {},
    result_paths: lines(values.result_paths),
    parameters: values.parameters.map(parameterOf),
  };
}

/** Returns the secrets that change: those that were typed, and null for those that are gone. */
export function secretsOf(tool: ExternalTool | null, values: ToolValues): Record<string, string | null> {
  const left = new Set(values.secrets.map(({ name }) => name));
  const gone = Object.keys(tool?.secrets ?? {}).filter((name) => !left.has(name));
  const typedIn = values.secrets.filter(({ value }) => value);
  return Object.fromEntries([
    ...gone.map((name) => [name, null] as const),
    ...typedIn.map(({ name, value }) => [name.trim(), value] as const),
  ]);
}

function parameterOf(values: ParameterValues): Parameter {
  const { name, type, description, source, required, of } = values;
  const choices = of
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => typed(each, type) as string | number);
  return {
    name: name.trim(),
    type,
    description,
    source,
    required,
    enum: source === "model" && choices.length > 0 ? choices : null,
    value: source === "fixed" ? typed(of, type) : null,
    variable: source === "variable" ? of.trim() : null,
  };
}
