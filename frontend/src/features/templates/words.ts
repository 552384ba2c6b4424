import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/features/templates/types";

/** Returns how variables are called in a sentence: pedido_listo is «pedido listo», 1 is «dato 1». */
export function useVariableWord(): (name: string) => string {
  const { t } = useTranslation("templates");
  return useCallback((name) => (/^\d+$/.test(name) ? t("variable", { number: name }) : name.replaceAll("_", " ")), [t]);
}

/** Returns what says, in the reader's language, what is wrong at a place and under it, or (exactly) at it alone. */
export function useProblems(problems: Problem[]) {
  const { i18n } = useTranslation("templates");
  const language = i18n.resolvedLanguage === "en" ? "en" : "es";
  const words = (fits: (field: string) => boolean) => {
    const text = problems
      .filter(({ field }) => fits(field))
      .map(({ message }) => message[language])
      .join(". ");
    return text ? `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}.` : undefined;
  };
  return {
    exactly: (place: string) => words((field) => field === place),
    at: (...places: string[]) =>
      words((field) => places.some((place) => field === place || field.startsWith(`${place}.`))),
  };
}
