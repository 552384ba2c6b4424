import type { QueryClient } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { conversationKey } from "@/features/inbox/queries";
import type { Conversation } from "@/features/inbox/types";

type Changes = Partial<components["schemas"]["SyncChanges"]>;

const FRESH_MS = 120_000;
const SILENT = ["edit", "revoke", "reaction", "system", "welcome"];

/** Returns the conversations in which a customer has just written, and how much. What comes late makes no noise. */
export function heard(
  client: QueryClient,
  businessId: string,
  changes: Changes,
): { conversation: Conversation; count: number }[] {
  const counts = new Map<string, number>();
  for (const { conversation_id, direction, kind, sent_at } of changes.messages ?? [])
    if (direction === "in" && !SILENT.includes(kind) && Date.now() - Date.parse(sent_at) < FRESH_MS)
      counts.set(conversation_id, (counts.get(conversation_id) ?? 0) + 1);
  return [...counts].flatMap(([id, count]) => {
    const conversation =
      changes.conversations?.find((each) => each.id === id) ??
      client.getQueryData<Conversation>(conversationKey(businessId, id));
    return conversation ? [{ conversation, count }] : [];
  });
}
