import type { components } from "@/api/crm";

type Schemas = components["schemas"];
export type Instance = Schemas["Instance"];
export type WebSession = Schemas["WebSession"];

/** Returns whether somebody has to do something before this number works again. */
export function needsAttention(instance: Instance): boolean {
  if (instance.state === "disabled") return false;
  if (instance.state === "stopped") return true;
  const session = instance.session?.state;
  return session !== undefined && ["logged_out", "banned", "replaced", "stopped", "new"].includes(session);
}
