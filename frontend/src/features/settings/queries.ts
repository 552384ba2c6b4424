import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import type { AuditFilters } from "@/features/settings/audit/filters";
import { answer, api } from "@/lib/api/client";
import { dateAfter, type Place, startOfDay } from "@/lib/format/time";

export const configQuery = queryOptions({
  queryKey: ["config"],
  queryFn: () => answer(api.GET("/v1/config")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const repliesKey = (businessId: string) => [businessId, "canned-replies"];

export function repliesQuery(businessId: string) {
  return queryOptions({
    queryKey: repliesKey(businessId),
    queryFn: async () => (await answer(api.GET("/v1/canned-replies", { params: { query: { limit: 100 } } }))).items,
  });
}

export const keysKey = (businessId: string) => [businessId, "api-keys"];

export function keysQuery(businessId: string) {
  return queryOptions({
    queryKey: keysKey(businessId),
    queryFn: async () => (await answer(api.GET("/v1/api-keys", { params: { query: { limit: 100 } } }))).items,
  });
}

export const sessionsQuery = queryOptions({
  queryKey: ["login-sessions"],
  queryFn: async () => (await answer(api.GET("/v1/me/sessions"))).items,
});

export const factorQuery = queryOptions({
  queryKey: ["second-factor"],
  queryFn: () => answer(api.GET("/v1/me/second-factor")),
});

export function actionsQuery() {
  return queryOptions({
    queryKey: ["audit-actions"],
    queryFn: async () => (await answer(api.GET("/v1/audit/actions"))).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** from, to: whole days where the business is. */
export function auditQuery(businessId: string, { action, actor, from, to }: AuditFilters, place: Place) {
  return infiniteQueryOptions({
    queryKey: [businessId, "audit", action ?? null, actor ?? null, from ?? null, to ?? null, place.zone],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/audit", {
          params: {
            query: {
              limit: 50,
              ...(action ? { action } : {}),
              ...(actor ? { actor_id: actor } : {}),
              ...(from ? { from: startOfDay(from, place).toISOString() } : {}),
              ...(to ? { to: startOfDay(dateAfter(to), place).toISOString() } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export type AlertChoices = components["schemas"]["AlertChoices"];
export type Device = components["schemas"]["Device"];

export const alertChoicesKey = (businessId: string) => [businessId, "alert-choices"];

export function alertChoicesQuery(businessId: string) {
  return queryOptions({
    queryKey: alertChoicesKey(businessId),
    queryFn: () => answer(api.GET("/v1/team/me/alerts")),
  });
}

export const devicesQuery = queryOptions({
  queryKey: ["push-devices"],
  queryFn: async () => (await answer(api.GET("/v1/me/devices"))).items,
});
