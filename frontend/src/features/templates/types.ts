import type { components } from "@/api/crm";

type Schemas = components["schemas"];
export type Template = Schemas["Template"];
export type Status = Schemas["TemplateStatus"];
export type Category = Schemas["TemplateCategory"];
export type Component = Template["components"][number];
export type NewComponents = Schemas["NewTemplate"]["components"];
export type TemplateButton = Schemas["TemplateButton"];
export type Problem = Template["problems"][number];

export const CATEGORIES = ["UTILITY", "MARKETING", "AUTHENTICATION"] as const;

/** The languages offered first; Meta takes more. */
export const LANGUAGES = ["es_MX", "es", "es_AR", "es_ES", "en", "en_US", "pt_BR", "fr", "it", "de"] as const;

const EDITABLE: readonly Status[] = ["DRAFT", "APPROVED", "REJECTED", "PAUSED"];

/** Returns what the next review is about: the changes that were not submitted, else what there is. */
export function proposed(template: Template): Pick<Template, "category" | "parameter_format" | "components"> {
  return template.draft ?? template;
}

/** Returns whether Meta lets it be changed now. */
export function isOpen(template: Template): boolean {
  return EDITABLE.includes(template.status);
}

/** Returns whether every part of it is one that can be written here. */
export function isWritable(template: Template): boolean {
  return proposed(template).components.every(({ type }) => type !== "OTHER");
}

/** Returns whether it can be changed here and now. */
export function isEditable(template: Template): boolean {
  return isOpen(template) && isWritable(template);
}

/** Returns whether there is something Meta has not been given. */
export function canSubmit(template: Template): boolean {
  return template.meta_id === null || template.draft !== null;
}

/** Returns a language's name in the reader's language: es_MX is Español (México). */
export function languageName(code: string, reader: string): string {
  const words = new Intl.DisplayNames([reader], { type: "language", languageDisplay: "standard" });
  const name = words.of(code.replace("_", "-")) ?? code;
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}
