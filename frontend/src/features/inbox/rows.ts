import type { Message } from "@/features/inbox/types";
import { dayKey, type Place } from "@/lib/format/time";
import type { Pending } from "@/lib/outbox/outbox";

/** What the chat shows, from top to bottom. first: a bubble has the tail; it is the first of its group. */
export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string; count: number }
  | { kind: "message"; key: string; message: Message; first: boolean }
  | { kind: "pending"; key: string; pending: Pending; first: boolean };

const GROUP_MS = 300_000;

/** Returns the rows of a history. unread: how many of the customer's newest were unread at opening. */
export function rowsOf(messages: Message[], pending: Pending[], unread: number, place: Place): Row[] {
  const rows: Row[] = [];
  const marker = unreadFrom(messages, unread);
  let before: Message | null = null;
  for (const message of messages) {
    const newDay = !before || dayKey(before.sent_at, place) !== dayKey(message.sent_at, place);
    if (newDay) rows.push({ kind: "day", key: `day ${dayKey(message.sent_at, place)}`, at: message.sent_at });
    if (message.id === marker) rows.push({ kind: "unread", key: "unread", count: unread });
    const first = newDay || message.id === marker || !before || !sameGroup(before, message);
    rows.push({ kind: "message", key: message.client_id ?? message.id, message, first });
    before = message;
  }
  const sent = new Set(messages.map((message) => message.client_id));
  for (const each of pending)
    if (!sent.has(each.clientId))
      rows.push({
        kind: "pending",
        key: each.clientId,
        pending: each,
        first: before?.direction !== "out" || rows.at(-1)?.kind === "message",
      });
  return rows;
}

function sameGroup(a: Message, b: Message): boolean {
  const sameAuthor = a.direction === b.direction && a.author === b.author && a.author_id === b.author_id;
  return sameAuthor && !isLine(a) && !isLine(b) && Date.parse(b.sent_at) - Date.parse(a.sent_at) < GROUP_MS;
}

/** Returns whether a message is a line of its own in the middle, no bubble. */
export function isLine(message: Message): boolean {
  return message.kind === "note" || message.kind === "state" || message.kind === "system";
}

function unreadFrom(messages: Message[], unread: number): string | null {
  if (unread === 0) return null;
  const incoming = messages.filter(({ direction }) => direction === "in");
  return incoming.at(-unread)?.id ?? incoming[0]?.id ?? null;
}
