import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { adminApi } from "@/lib/api/admin";
import { answer } from "@/lib/api/client";

const PAGE = 50;

function query(search: string, cursor: string | null) {
  return { limit: PAGE, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) };
}

export function allBusinessesQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ["admin", "businesses", search],
    queryFn: ({ pageParam }) =>
      answer(adminApi.GET("/v1/admin/businesses", { params: { query: query(search, pageParam) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function allUsersQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ["admin", "users", search],
    queryFn: ({ pageParam }) =>
      answer(adminApi.GET("/v1/admin/users", { params: { query: query(search, pageParam) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export const modelsQuery = queryOptions({
  queryKey: ["admin", "models"],
  queryFn: async () => (await answer(adminApi.GET("/v1/admin/models"))).items,
});

export const agentCapQuery = queryOptions({
  queryKey: ["admin", "agent-cap"],
  queryFn: () => answer(adminApi.GET("/v1/admin/agent-cap")),
});

export const eventTypesQuery = queryOptions({
  queryKey: ["admin", "event-types"],
  queryFn: async () => (await answer(adminApi.GET("/v1/admin/events/types"))).types,
});
