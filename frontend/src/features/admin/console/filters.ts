import { SEVERITIES, type Severity } from "@/features/admin/types";

/** What of the event log is shown; it lives in the address. from, to: moments, as an input of date and hour has them. */
export type LogFilters = {
  severity?: Severity;
  type?: string;
  business?: string;
  text?: string;
  from?: string;
  to?: string;
};

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const ID = /^[0-9a-f-]{36}$/;

/** Returns the filters an address names; what it does not know is left out. */
export function readLogFilters(search: Record<string, unknown>): LogFilters {
  const { type, business, text, from, to } = search;
  const severity = SEVERITIES.find((each) => each === search.severity && each !== "info");
  return {
    ...(severity ? { severity } : {}),
    ...(typeof type === "string" && /^[a-z_.]{1,100}$/.test(type) ? { type } : {}),
    ...(typeof business === "string" && ID.test(business) ? { business } : {}),
    ...(typeof text === "string" && text.trim() ? { text: text.slice(0, 200) } : {}),
    ...(typeof from === "string" && MOMENT.test(from) ? { from } : {}),
    ...(typeof to === "string" && MOMENT.test(to) ? { to } : {}),
  };
}

/** Returns the filters as the API takes them. */
export function asLogQuery({ severity, type, business, text, from, to }: LogFilters) {
  return {
    ...(severity ? { severity } : {}),
    ...(type ? { type } : {}),
    ...(business ? { business_id: business } : {}),
    ...(text ? { text } : {}),
    ...(from ? { from: new Date(from).toISOString() } : {}),
    ...(to ? { to: new Date(to).toISOString() } : {}),
  };
}
