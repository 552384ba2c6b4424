import type { Message } from "@/features/inbox/types";
import { dayKey, type Place } from "@/lib/format/time";
import type { Pending } from "@/lib/outbox/outbox";

/** What the chat shows, from top to bottom. first: a bubble has the tail; it is the first of its group. */
export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string; count: number }
  | { kind: "message"; key: string; message: Message; first: boolean }
  | { kind: "album"; key: string; messages: Message[]; first: boolean }
  | { kind: "pending"; key: string; pending: Pending; first: boolean };

const GROUP_MS = 300_000;
const ALBUM_MS = 60_000;

/** Returns the rows of a history. unread: how many of the customer's newest were unread at opening. */
export function rowsOf(messages: Message[], pending: Pending[], unread: number, place: Place): Row[] {
  const rows: Row[] = [];
  const marker = unreadFrom(messages, unread);
  let before: Message | null = null;
  for (const message of messages) {
    const newDay = !before || dayKey(before.sent_at, place) !== dayKey(message.sent_at, place);
    if (newDay) rows.push({ kind: "day", key: `day ${dayKey(message.sent_at, place)}`, at: message.sent_at });
    if (message.id === marker) rows.push({ kind: "unread", key: "unread", count: unread });
    const broken = newDay || message.id === marker || !before;
    if (broken || !joinAlbum(rows, message)) {
      const first = broken || !before || !sameGroup(before, message);
      rows.push({ kind: "message", key: message.client_id ?? message.id, message, first });
    }
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

/** Puts a picture to those just before it, if they were sent together. Returns whether it did. */
function joinAlbum(rows: Row[], message: Message): boolean {
  const last = rows.at(-1);
  if (last?.kind !== "message" && last?.kind !== "album") return false;
  const earlier = last.kind === "album" ? last.messages : [last.message];
  const newest = earlier.at(-1);
  if (!newest || ![...earlier, message].every(fitsAlbum) || !sameGroup(newest, message)) return false;
  if (Date.parse(message.sent_at) - Date.parse(newest.sent_at) > ALBUM_MS) return false;
  if (message.text && earlier.some(({ text }) => text)) return false; // each caption stands with its own picture
  rows[rows.length - 1] = { kind: "album", key: last.key, messages: [...earlier, message], first: last.first };
  return true;
}

function fitsAlbum(message: Message): boolean {
  const shown = message.kind === "image" && message.media?.state !== "failed" && !message.revoked_at;
  const sound = message.status !== "failed" && message.status !== "unconfirmed" && !message.waiting;
  return shown && sound && message.media !== null && !message.quoted;
}

/** Returns whether a row shows the message. */
export function shows(row: Row, messageId: string): boolean {
  if (row.kind === "message") return row.message.id === messageId;
  return row.kind === "album" && row.messages.some(({ id }) => id === messageId);
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
