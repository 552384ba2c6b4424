import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";

export type Overview = components["schemas"]["AgentConfigOverview"];
export type AgentConfig = components["schemas"]["ShownAgentConfig"];
export type Version = components["schemas"]["AgentConfigVersion"];
export type Difference = components["schemas"]["ConfigDifference"];
export type Variable = components["schemas"]["AgentVariable"];

export const configKey = (businessId: string) => [businessId, "agent-config"];

export function configQuery(businessId: string) {
  return queryOptions({
    queryKey: [...configKey(businessId), "overview"],
    queryFn: () => answer(api.GET("/v1/agent/config")),
  });
}

export function versionsQuery(businessId: string) {
  return infiniteQueryOptions({
    queryKey: [...configKey(businessId), "versions"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/agent/config/versions", {
          params: { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

export function versionQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: [...configKey(businessId), "version", id],
    queryFn: () => answer(api.GET("/v1/agent/config/versions/{config_id}", { params: { path: { config_id: id } } })),
  });
}

/** All variables there are, with what they are for a contact. */
export function variablesQuery(businessId: string, contactId: string | null) {
  return queryOptions({
    queryKey: [businessId, "agent-variables", contactId],
    queryFn: async () =>
      (await answer(api.GET("/v1/agent/variables", { params: { query: contactId ? { contact_id: contactId } : {} } })))
        .items,
    refetchInterval: 60_000, // the time is among them
  });
}
