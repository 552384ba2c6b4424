import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { asQuery, type Filters } from "@/features/inbox/filters";
import type { History } from "@/features/inbox/types";
import { answer, api } from "@/lib/api/client";

export const PAGE = 50;
const HITS = 20;

export type HistoryPosition = { cursor: string; towards: "older" | "newer" } | { around: string } | null;

export const listKey = (businessId: string) => [businessId, "inbox", "list"];
export const countsKey = (businessId: string) => [businessId, "inbox", "counts"];
export const historyKey = (businessId: string, id: string) => [businessId, "inbox", "history", id];
export const searchKey = (businessId: string) => [businessId, "inbox", "search"];
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

/**
 * Returns whether a part of a history reaches its end: it was loaded from there, or is the last one towards it. From
 * there on sync brings what is new.
 */
export function reachesEnd(page: History, position: HistoryPosition): boolean {
  if (position === null) return true;
  return "towards" in position && position.towards === "newer" && page.items.length < PAGE;
}

/** around: the message in whose part of the history one looks; without one it is the end. */
export function historyQuery(businessId: string, id: string, around: string | null = null) {
  return infiniteQueryOptions({
    queryKey: around ? [...historyKey(businessId, id), around] : historyKey(businessId, id),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: id }, query: { limit: PAGE, ...(pageParam ?? {}) } },
        }),
      ),
    initialPageParam: (around ? { around } : null) as HistoryPosition,
    getPreviousPageParam: (page): HistoryPosition => (page.older ? { cursor: page.older, towards: "older" } : null),
    getNextPageParam: (page, _pages, position): HistoryPosition =>
      reachesEnd(page, position) || !page.newer ? null : { cursor: page.newer, towards: "newer" },
    staleTime: Number.POSITIVE_INFINITY, // sync keeps it true
  });
}

/** Messages with these words, of one conversation or of all. */
export function messageSearchQuery(businessId: string, words: string, conversationId: string | null = null) {
  return infiniteQueryOptions({
    queryKey: [...searchKey(businessId), words, conversationId],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/messages/search", {
          params: {
            query: {
              q: words,
              limit: HITS,
              ...(conversationId ? { conversation_id: conversationId } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
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
