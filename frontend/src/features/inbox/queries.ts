import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { asQuery, type Filters } from "@/features/inbox/filters";
import { answer, api } from "@/lib/api/client";

const PAGE = 50;

export type HistoryPosition = { cursor: string; towards: "older" | "newer" } | { around: string } | null;

export const listKey = (businessId: string) => [businessId, "inbox", "list"];
export const countsKey = (businessId: string) => [businessId, "inbox", "counts"];
export const historyKey = (businessId: string, id: string) => [businessId, "inbox", "history", id];
export const conversationKey = (businessId: string, id: string) => [businessId, "inbox", "conversation", id];

export function conversationsQuery(businessId: string, filters: Filters) {
  return infiniteQueryOptions({
    queryKey: [...listKey(businessId), filters],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/conversations", {
          params: { query: { ...asQuery(filters), limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function countsQuery(businessId: string) {
  return queryOptions({ queryKey: countsKey(businessId), queryFn: () => answer(api.GET("/v1/conversations/counts")) });
}

export function conversationQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: conversationKey(businessId, id),
    queryFn: () =>
      answer(api.GET("/v1/conversations/{conversation_id}", { params: { path: { conversation_id: id } } })),
  });
}

export function historyQuery(businessId: string, id: string) {
  return infiniteQueryOptions({
    queryKey: historyKey(businessId, id),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: id }, query: { limit: PAGE, ...(pageParam ?? {}) } },
        }),
      ),
    initialPageParam: null as HistoryPosition,
    getPreviousPageParam: (page): HistoryPosition => (page.older ? { cursor: page.older, towards: "older" } : null),
    // What was loaded from the end is at the end: from there on sync brings what is new.
    getNextPageParam: (page, _pages, position): HistoryPosition =>
      position === null || !page.newer ? null : { cursor: page.newer, towards: "newer" },
    staleTime: Number.POSITIVE_INFINITY, // sync keeps it true
  });
}

export function repliesQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "canned-replies"],
    queryFn: async () => (await answer(api.GET("/v1/canned-replies", { params: { query: { limit: 100 } } }))).items,
    staleTime: 300_000,
  });
}

export function templatesQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "templates", "approved"],
    queryFn: async () =>
      (await answer(api.GET("/v1/templates", { params: { query: { limit: 100, status: "APPROVED" } } }))).items,
  });
}
