import type { components } from "@/api/crm";

export type Contact = components["schemas"]["Contact"];
