import type { QueryClient } from "@tanstack/react-query";
import { applyInboxChanges } from "@/features/inbox/apply_changes";
import type { Changes } from "@/lib/sync/engine";

/** Hands what changed to every feature that shows it; lists that no feature patches are asked for again. */
export function applyChanges(client: QueryClient, businessId: string, changes: Partial<Changes>): void {
  applyInboxChanges(client, businessId, changes);
  for (const [name, key] of REFETCHED) {
    if ((changes[name]?.length ?? 0) > 0 || (changes.gone?.[name]?.length ?? 0) > 0)
      void client.invalidateQueries({ queryKey: [businessId, key] });
  }
}

const REFETCHED = [
  ["members", "members"],
  ["instances", "instances"],
  ["tags", "tags"],
  ["canned_replies", "canned-replies"],
  ["templates", "templates"],
  ["contacts", "contact"],
  ["contact_notes", "contact-notes"],
  ["contact_fields", "contact-fields"],
] as const;
