import type { components } from "@/api/crm";

export type Report = components["schemas"]["Report"];
export type Figures = components["schemas"]["Figures"];
