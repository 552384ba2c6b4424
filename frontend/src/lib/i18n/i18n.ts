import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "es" | "en";

const KEPT = "recado.language";
const files = import.meta.glob<{ default: object }>("../../locales/*/*.json");

/** Starts with the language that was chosen, or the browser's; the texts of a feature are fetched when it first shows. */
export async function startTexts(): Promise<void> {
  const kept = localStorage.getItem(KEPT);
  const first = kept === "es" || kept === "en" ? kept : navigator.language.startsWith("en") ? "en" : "es";
  await i18next
    .use({ type: "backend" as const, read: (language: string, feature: string) => read(language, feature) })
    .use(initReactI18next)
    .init({
      lng: first,
      supportedLngs: ["es", "en"],
      fallbackLng: false,
      ns: ["common"],
      defaultNS: "common",
      interpolation: { escapeValue: false },
    });
  document.documentElement.lang = first;
}

/** Shows everything in this language from now on. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

async function read(language: string, feature: string): Promise<object> {
  const file = files[`../../locales/${language}/${feature}.json`];
  if (!file) throw new Error(`no texts: ${language}/${feature}`);
  return (await file()).default;
}
