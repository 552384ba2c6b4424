import { useTranslation } from "react-i18next";
import type { Place } from "@/lib/format/time";

/** Returns where times of the platform are told: the browser's zone, the reader's language. */
export function useBrowserPlace(): Place {
  const { i18n } = useTranslation();
  return {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: i18n.resolvedLanguage === "en" ? "en-US" : "es-MX",
  };
}
