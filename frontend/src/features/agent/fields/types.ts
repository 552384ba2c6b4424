import type { components } from "@/api/crm";

export type ContactField = components["schemas"]["ContactField"];
