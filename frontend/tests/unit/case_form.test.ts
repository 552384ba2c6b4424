import { expect, test } from "vitest";
import { caseOf, formOf } from "@/features/agent/evals/case_form";
import type { Case } from "@/features/agent/evals/queries";

const CASE: Case = {
  id: "1",
  name: "Queja",
  source: "written",
  tags: ["venta", "hostil"],
  revision: 3,
  created_by: null,
  created_at: "2026-11-27T00:00:00Z",
  updated_at: "2026-11-27T00:00:00Z",
  steps: [
    {
      kind: "customer",
      messages: [
        { kind: "text", text: "hola" },
        { kind: "voice", text: "¿a cómo?" },
      ],
      text: null,
      first_tools: ["none", "consultar_conocimiento"],
      answers: 1,
    },
    { kind: "person", messages: [], text: "Yo te atiendo", first_tools: null, answers: null },
    { kind: "hand_back", messages: [], text: null, first_tools: null, answers: null },
  ],
  tools: [
    { tool: "rastrear_envio", answer: { estado: "en camino: hoy", piezas: 2 }, fails: false },
    { tool: "apartar_mesa", answer: {}, fails: true },
  ],
  expected: {
    says: [["18", "dieciocho"], ["con gusto"]],
    never_says: [["gratis"]],
    handovers: [{ reasons: ["complaint"], state: "taken" }],
    effects: [{ tool: "apartar_mesa", arguments: { personas: 4 } }],
    files: ["Menú"],
    fields: { colonia: "Roma", personas: 4, codigo: "007", socio: true },
    silent_from: 2,
    most_calls: 5,
    most_cost_micros: 900,
    numbers: ["36"],
  },
};

test("a case that is opened and saved is the same case", () => {
  const { steps, ...sent } = caseOf(formOf(CASE), CASE);
  expect(sent).toEqual({ name: CASE.name, tags: CASE.tags, tools: CASE.tools, expected: CASE.expected });
  expect(steps).toEqual([
    {
      kind: "customer",
      messages: CASE.steps[0]?.messages,
      first_tools: ["none", "consultar_conocimiento"],
      answers: 1,
    },
    { kind: "person", text: "Yo te atiendo" },
    { kind: "hand_back" },
  ]);
});

test("what is left empty is not expected", () => {
  const sent = caseOf({ ...formOf(null), name: " Precio ", says: "18 | dieciocho\n\n" }, null);
  expect(sent.name).toBe("Precio");
  expect(sent.steps).toEqual([{ kind: "customer", messages: [] }]);
  expect(sent.expected).toMatchObject({ says: [["18", "dieciocho"]], handovers: [], silent_from: null, fields: {} });
});
