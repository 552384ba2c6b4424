import type { components } from "@/api/crm";

type Schemas = components["schemas"];
export type Product = Schemas["Product"];
export type Variant = Schemas["ProductVariant"];
export type Category = Schemas["ProductCategory"];
export type ProductDraft = Schemas["NewProduct"];
