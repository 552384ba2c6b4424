import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

const WAITING = 4;
const FRESH_MS = 60_000;

export function todayQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "reports", "today"],
    queryFn: () => answer(api.GET("/v1/reports/today")),
    refetchInterval: FRESH_MS,
  });
}

/** The conversations that have waited longest for a person, and how many there are. */
export function waitingQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "inbox", "counts", "waiting"],
    queryFn: async () => {
      const [page, counts] = await Promise.all([
        answer(api.GET("/v1/conversations", { params: { query: { waiting: true, sort: "waiting", limit: WAITING } } })),
        answer(api.GET("/v1/conversations/counts")),
      ]);
      return { items: page.items, count: counts.waiting };
    },
  });
}
