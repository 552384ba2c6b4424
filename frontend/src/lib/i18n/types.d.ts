import "i18next";
import type admin from "@/locales/es/admin.json";
import type agent from "@/locales/es/agent.json";
import type auth from "@/locales/es/auth.json";
import type bench from "@/locales/es/bench.json";
import type common from "@/locales/es/common.json";
import type contacts from "@/locales/es/contacts.json";
import type evals from "@/locales/es/evals.json";
import type inbox from "@/locales/es/inbox.json";
import type numbers from "@/locales/es/numbers.json";
import type products from "@/locales/es/products.json";
import type reports from "@/locales/es/reports.json";
import type settings from "@/locales/es/settings.json";
import type start from "@/locales/es/start.json";
import type team from "@/locales/es/team.json";
import type templates from "@/locales/es/templates.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      common: typeof common;
      admin: typeof admin;
      agent: typeof agent;
      auth: typeof auth;
      bench: typeof bench;
      contacts: typeof contacts;
      evals: typeof evals;
      inbox: typeof inbox;
      numbers: typeof numbers;
      products: typeof products;
      reports: typeof reports;
      settings: typeof settings;
      start: typeof start;
      team: typeof team;
      templates: typeof templates;
    };
  }
}
