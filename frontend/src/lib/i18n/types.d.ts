import "i18next";
import type auth from "@/locales/es/auth.json";
import type common from "@/locales/es/common.json";
import type inbox from "@/locales/es/inbox.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: { common: typeof common; auth: typeof auth; inbox: typeof inbox };
  }
}
