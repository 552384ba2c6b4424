import type { components } from "@/api/crm";

type Schemas = components["schemas"];
export type Business = Schemas["Business"];
export type BusinessChanges = Schemas["UpdateBusiness"];
export type OpeningHours = Schemas["OpeningHours"];
export type Day = OpeningHours["day"];
export type Tag = Schemas["Tag"];
export type CannedReply = Schemas["CannedReply"];
export type ApiKey = Schemas["ApiKey"];
export type AuditEntry = Schemas["AuditEntry"];
