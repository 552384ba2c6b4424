/** Languages of templates our customers write in, by Meta's codes. Each is called as it calls itself. */
export const LANGUAGES = [
  { code: "es_MX", name: "Español (México)" },
  { code: "es", name: "Español" },
  { code: "es_AR", name: "Español (Argentina)" },
  { code: "es_ES", name: "Español (España)" },
  { code: "en_US", name: "English (US)" },
  { code: "en", name: "English" },
  { code: "pt_BR", name: "Português (Brasil)" },
  { code: "fr", name: "Français" },
];
