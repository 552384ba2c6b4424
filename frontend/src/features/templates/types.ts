import type { components } from "@/api/crm";

type Schemas = components["schemas"];
export type Template = Schemas["Template"];
export type Category = Schemas["TemplateCategory"];
export type Component = Schemas["NewTemplate"]["components"][number];
export type Button = Schemas["TemplateButton"];
export type Problem = Schemas["TemplateBrokenRule"];
