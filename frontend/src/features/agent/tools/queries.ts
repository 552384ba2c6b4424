import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";

export type ExternalTool = components["schemas"]["ShownExternalTool"];
export type ToolCall = components["schemas"]["ExternalToolCall"];
export type Tried = components["schemas"]["TriedExternalTool"];
export type Parameter = components["schemas"]["ToolParameter"];

/** A business has so many at most. */
export const MOST_TOOLS = 15;

export function toolsQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "external-tools"],
    queryFn: async () => (await answer(api.GET("/v1/external-tools"))).items,
  });
}

export function callsQuery(businessId: string, toolId: string) {
  return infiniteQueryOptions({
    queryKey: [businessId, "external-tool-calls", toolId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/external-tools/{tool_id}/calls", {
          params: { path: { tool_id: toolId }, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
