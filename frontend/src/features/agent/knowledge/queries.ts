import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";

export type AgentFile = components["schemas"]["AgentFile"];

/** A business has so many at most. */
export const MOST_FILES = 200;
const WAITING_MS = 2000;

export const filesKey = (businessId: string) => [businessId, "agent-files"];

/** All files; asked for again while the text of one is being read. */
export function filesQuery(businessId: string) {
  return queryOptions({
    queryKey: filesKey(businessId),
    queryFn: async () => {
      const first = await page();
      return first.next ? [...first.items, ...(await page(first.next)).items] : first.items;
    },
    refetchInterval: ({ state }) => (state.data?.some((file) => file.state === "waiting") ? WAITING_MS : false),
  });
}

export function passagesQuery(businessId: string, question: string) {
  return queryOptions({
    queryKey: [businessId, "agent-passages", question],
    queryFn: async () => (await answer(api.GET("/v1/files/passages", { params: { query: { q: question } } }))).items,
    enabled: question !== "",
  });
}

const page = (cursor?: string) =>
  answer(api.GET("/v1/files", { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } }));
