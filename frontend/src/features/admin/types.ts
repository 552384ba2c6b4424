import type { components } from "@/api/admin";

type Schemas = components["schemas"];
export type AdminBusiness = Schemas["AdminBusiness"];
export type AdminUser = Schemas["AdminUser"];
export type AdminModel = Schemas["AdminModel"];
export type AgentSpending = Schemas["AgentSpending"];
export type DefaultModel = Schemas["SetDefaultModel"];
export type Event = Schemas["Event"];
export type Severity = Schemas["Severity"];
export const SEVERITIES = ["info", "warning", "error", "critical"] as const;
