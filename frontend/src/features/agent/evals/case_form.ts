import type { components } from "@/api/crm";
import type { Case, NewCase } from "@/features/agent/evals/queries";

export type Reason = components["schemas"]["HandoverReason"];
export type SaidAs = components["schemas"]["CaseMessageKind"];
export type StepKind = components["schemas"]["EvalCaseStepKind"];
export type StepForm = {
  kind: StepKind;
  messages: { kind: SaidAs; text: string }[];
  text: string;
  tools: string[];
  answers: string;
};
export type CaseForm = {
  name: string;
  tags: string;
  steps: StepForm[];
  answersOfTools: string;
  says: string;
  never: string;
  handedOver: boolean;
  reasons: Reason[];
  effects: string;
  files: string;
  fields: string;
  silentFrom: string;
  numbers: string;
};

export const REASONS: Reason[] = [
  "asked",
  "complaint",
  "payment",
  "out_of_scope",
  "doubtful",
  "urgent",
  "loop",
  "failed",
];
export const EMPTY_STEP: StepForm = {
  kind: "customer",
  messages: [{ kind: "text", text: "" }],
  text: "",
  tools: [],
  answers: "",
};

type Expected = Case["expected"];
type Value = Expected["fields"][string];

/** Returns a case as it is edited: phrases a line each, ways to say one parted by bars, names parted by commas. */
export function formOf(edited: Case | null): CaseForm {
  const expected = edited?.expected;
  return {
    name: edited?.name ?? "",
    tags: edited?.tags.join(", ") ?? "",
    steps: edited?.steps.map(stepForm) ?? [EMPTY_STEP],
    answersOfTools: edited?.tools.map(toolLine).join("\n") ?? "",
    says: phrases(expected?.says),
    never: phrases(expected?.never_says),
    handedOver: Boolean(expected?.handovers.length),
    reasons: [...new Set(expected?.handovers.flatMap(({ reasons }) => reasons) ?? [])],
    effects: expected?.effects.map(({ tool }) => tool).join(", ") ?? "",
    files: expected?.files.join(", ") ?? "",
    fields: Object.entries(expected?.fields ?? {})
      .map(([key, value]) => `${key}: ${value}`)
      .join("\n"),
    silentFrom: expected?.silent_from?.toString() ?? "",
    numbers: expected?.numbers.join(", ") ?? "",
  };
}

function stepForm(step: Case["steps"][number]): StepForm {
  return {
    kind: step.kind,
    messages: step.messages.length ? step.messages : [{ kind: "text", text: "" }],
    text: step.text ?? "",
    tools: step.first_tools ?? [],
    answers: step.answers?.toString() ?? "",
  };
}

const FAILS = "!"; // in place of what a tool answers

function toolLine({ tool, answer, fails }: Case["tools"][number]): string {
  const pairs = Object.entries(answer).map(([key, value]) => `${key} = ${value}`);
  return `${tool}: ${fails ? FAILS : pairs.join("; ")}`;
}

function toolOf(line: string): NonNullable<NewCase["tools"]>[number] {
  const [tool = "", ...rest] = line.split(":");
  const said = rest.join(":").trim();
  if (said === FAILS) return { tool: tool.trim(), fails: true, answer: {} };
  const pairs = said
    .split(";")
    .filter((pair) => pair.trim())
    .map((pair): [string, Value] => {
      const [key = "", ...value] = pair.split("=");
      return [key.trim(), typed(value.join("=").trim())];
    });
  return { tool: tool.trim(), fails: false, answer: Object.fromEntries(pairs) };
}

function phrases(all: string[][] | undefined): string {
  return all?.map((ways) => ways.join(" | ")).join("\n") ?? "";
}

/** Returns what is sent. What the form has no place for stays as it was. */
export function caseOf(form: CaseForm, edited: Case | null): NewCase {
  const was = edited?.expected;
  const tools = names(form.effects);
  return {
    name: form.name.trim(),
    tags: names(form.tags),
    steps: form.steps.map(stepOf),
    tools: lines(form.answersOfTools).map(toolOf),
    expected: {
      ...(was ? { most_calls: was.most_calls, most_cost_micros: was.most_cost_micros } : {}),
      says: waysOf(form.says),
      never_says: waysOf(form.never),
      handovers: form.handedOver ? handovers(form.reasons, was) : [],
      effects: tools.map((tool) => ({
        tool,
        arguments: was?.effects.find((each) => each.tool === tool)?.arguments ?? {},
      })),
      files: names(form.files),
      fields: fieldsOf(form.fields, was),
      silent_from: numberOf(form.silentFrom),
      numbers: names(form.numbers),
    },
  };
}

function stepOf(step: StepForm): NewCase["steps"][number] {
  if (step.kind === "hand_back") return { kind: step.kind };
  if (step.kind === "person") return { kind: step.kind, text: step.text };
  return {
    kind: step.kind,
    messages: step.messages.filter(({ text }) => text.trim()).map(({ kind, text }) => ({ kind, text: text.trim() })),
    ...(step.tools.length ? { first_tools: step.tools } : {}),
    ...(step.answers.trim() ? { answers: Number(step.answers) } : {}),
  };
}

function handovers(reasons: Reason[], was: Expected | undefined): Expected["handovers"] {
  const state = was?.handovers[0]?.state ?? "open";
  return [{ reasons: reasons.length ? reasons : REASONS, state }];
}

function names(text: string): string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean);
}

function waysOf(text: string): string[][] {
  return lines(text)
    .map((line) =>
      line
        .split("|")
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .filter(({ length }) => length);
}

function fieldsOf(text: string, was: Expected | undefined): Expected["fields"] {
  const pairs = lines(text).map((line): [string, Value] => {
    const [key = "", ...rest] = line.split(":");
    const value = rest.join(":").trim();
    const before = was?.fields[key.trim()];
    return [key.trim(), before !== undefined && String(before) === value ? before : typed(value)];
  });
  return Object.fromEntries(pairs);
}

function typed(value: string): Value {
  if (value === "true" || value === "false") return value === "true";
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

function numberOf(text: string): number | null {
  return text.trim() ? Number(text) : null;
}
