import type { components } from "@/api/crm";

export type TodayReport = components["schemas"]["TodayReport"];
export type Figures = components["schemas"]["Figures"];
