import createClient from "openapi-fetch";
import type { paths } from "@/api/admin";
import { withSession } from "@/lib/api/client";

/** The API of the super admin's area. */
export const adminApi = createClient<paths>({ baseUrl: location.origin, fetch: withSession });
