import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";

export type Bench = components["schemas"]["ShownBench"];
export type BenchMessage = Bench["messages"][number];
export type BenchTurn = Bench["turns"][number];
export type BenchConfig = components["schemas"]["BenchConfig"];

const LOOK_EVERY = 700; // ms, while the agent thinks

export const benchKey = (businessId: string) => [businessId, "bench"];

/** The test conversation this person has open; looked at often while an answer is awaited. */
export function benchQuery(businessId: string) {
  return queryOptions({
    queryKey: benchKey(businessId),
    queryFn: () => answer(api.GET("/v1/agent/bench")),
    refetchInterval: ({ state }) => (state.data?.bench?.state === "thinking" ? LOOK_EVERY : false),
  });
}

/** A turn with its steps. It changes until it is over, which its summary says. */
export function benchTurnQuery(businessId: string, benchId: string, turn: BenchTurn) {
  return queryOptions({
    queryKey: [businessId, "bench turns", benchId, turn.id, turn.state],
    queryFn: () =>
      answer(
        api.GET("/v1/agent/bench/{bench_id}/turns/{turn_id}", {
          params: { path: { bench_id: benchId, turn_id: turn.id } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
