import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";

/** Of a message of the inbox, or of the test bench, where a turn may also have come to nothing. */
export type Turn = components["schemas"]["MessageTurn"] | components["schemas"]["BenchTurnDetail"];
export type Step = Turn["steps"][number];
export type ModelStep = Extract<Step, { kind: "model" }>;
export type ToolStep = Extract<Step, { kind: "tool" }>;
export type ReviewStep = Extract<Step, { kind: "review" }>;

/** A turn is over when its message is there: it only changes as what it holds is forgotten. */
export function turnQuery(businessId: string, messageId: string) {
  return queryOptions({
    queryKey: [businessId, "turns", messageId],
    queryFn: () => answer(api.GET("/v1/messages/{message_id}/turn", { params: { path: { message_id: messageId } } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
