// @vitest-environment jsdom
import { expect, test } from "vitest";
import type { Template } from "@/features/templates/types";
import { readNode, writeNodes } from "@/features/templates/variable_nodes";
import { inCategory, readWording, variables, writeComponents } from "@/features/templates/wording";

function made(part: Partial<Template>): Template {
  return {
    id: "t",
    account_id: "a",
    name: "pedido_listo",
    language: "es_MX",
    category: "UTILITY",
    parameter_format: "NAMED",
    components: [],
    draft: null,
    status: "DRAFT",
    reason: null,
    quality: null,
    meta_id: null,
    problems: [],
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...part,
  };
}

const NAMED: Template["components"] = [
  {
    type: "HEADER",
    format: "TEXT",
    text: "Pedido {{numero}}",
    example: { header_text_named_params: [{ param_name: "numero", example: "1042" }] },
  },
  {
    type: "BODY",
    text: "Hola {{nombre}}, pasa a las {{hora}}.",
    example: {
      body_text_named_params: [
        { param_name: "nombre", example: "Ana" },
        { param_name: "hora", example: "19:30" },
      ],
    },
  },
  { type: "FOOTER", text: "La Espiga" },
  { type: "BUTTONS", buttons: [{ type: "URL", text: "Cómo llegar", url: "https://a.example" }] },
];

test("what is read of a template is written the same again, named or numbered", () => {
  expect(writeComponents(readWording(made({ components: NAMED })))).toEqual(NAMED);
  const numbered: Template["components"] = [
    { type: "BODY", text: "{{2}} para {{1}}, listo.", example: { body_text: [["Ana", "Tu pan"]] } },
  ];
  const wording = readWording(made({ components: numbered, parameter_format: "POSITIONAL" }));
  expect(wording.examples).toEqual({ "1": "Ana", "2": "Tu pan" });
  expect(writeComponents(wording)).toEqual(numbered);
});

test("parts the editor does not write stay, and the draft comes before what customers get", () => {
  const offer: Template["components"][number] = {
    type: "LIMITED_TIME_OFFER",
    limited_time_offer: { text: "Hoy" },
  };
  const draft = { category: "MARKETING" as const, parameter_format: "NAMED" as const, components: [...NAMED, offer] };
  const wording = readWording(made({ draft }));
  expect(wording.category).toBe("MARKETING");
  expect(writeComponents(wording)).toEqual([...NAMED, offer]);
});

test("a file's header names its example, and loses it with its kind", () => {
  const handle = { type: "HEADER" as const, format: "IMAGE" as const, example: { header_handle: ["4::a"] } };
  const wording = readWording(made({ components: [handle, { type: "BODY", text: "Hola" }] }));
  expect(writeComponents(wording)[0]).toEqual(handle);
  const none = { ...wording, header: { ...wording.header, kind: "NONE" as const } };
  expect(writeComponents(none)).toEqual([{ type: "BODY", text: "Hola" }]);
});

test("a template with a code has one button, no words of ours, and gets its text back when it has none any more", () => {
  const before = readWording(made({ components: NAMED }));
  const code = inCategory(before, "AUTHENTICATION");
  expect(writeComponents({ ...code, code: { warning: true, minutes: 5 } })).toEqual([
    { type: "BODY", add_security_recommendation: true },
    { type: "FOOTER", code_expiration_minutes: 5 },
    { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
  ]);
  expect(writeComponents(inCategory(code, "UTILITY"))).toEqual(NAMED);
});

test("variables stand as words in a box, and come back as variables", () => {
  const box = document.createElement("div");
  const text = "Hola {{nombre}},\nson las {{ 1 }} & <b>";
  writeNodes(box, text, (name) => `«${name}»`);
  expect(box.textContent).toBe("Hola «nombre»,\nson las «1» & <b>");
  expect(box.querySelectorAll("[contenteditable=false], [data-variable]").length).toBe(2);
  expect(readNode(box)).toBe(text.replace("{{ 1 }}", "{{1}}"));
  expect(variables(text)).toEqual(["nombre", "1"]);
});
