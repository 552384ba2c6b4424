import { expect, test } from "vitest";
import { rowsOf } from "@/features/inbox/rows";
import type { Pending } from "@/lib/outbox/outbox";
import { message } from "./made";

const PLACE = { zone: "America/Mexico_City", language: "es-MX" };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 16, minute)).toISOString();
const pending = (clientId: string): Pending => ({
  clientId,
  conversationId: "c1",
  content: { type: "text", body: "va" },
  replyTo: null,
  at: at(30),
  state: "sending",
  problem: null,
});

test("messages of one author within five minutes are a group; a day begins one", () => {
  const rows = rowsOf(
    [
      message({ id: "1", sent_at: "2026-11-26T16:00:00Z" }),
      message({ id: "2", sent_at: at(0) }),
      message({ id: "3", sent_at: at(2) }),
      message({ id: "4", sent_at: at(20) }),
      message({ id: "5", sent_at: at(21), direction: "out", author: "agent" }),
    ],
    [],
    0,
    PLACE,
  );
  expect(rows.map((row) => (row.kind === "message" ? `${row.message.id} ${row.first}` : row.kind))).toEqual([
    "day",
    "1 true",
    "day",
    "2 true",
    "3 false",
    "4 true",
    "5 true",
  ]);
});

test("the unread marker stands before the customer's unread messages, though ours stand between", () => {
  const rows = rowsOf(
    [
      message({ id: "1", sent_at: at(0) }),
      message({ id: "2", sent_at: at(1) }),
      message({ id: "3", sent_at: at(2), direction: "out", author: "agent" }),
      message({ id: "4", sent_at: at(3) }),
    ],
    [],
    2,
    PLACE,
  );
  expect(rows.findIndex(({ kind }) => kind === "unread")).toBe(2);
});

test("what was written here shows once: pending until its message is there", () => {
  const sent = message({ id: "9", client_id: "a", direction: "out", author: "person", sent_at: at(31) });
  const both = rowsOf([sent], [pending("a"), pending("b")], 0, PLACE);
  expect(both.filter(({ key }) => key === "a")).toHaveLength(1);
  expect(both.at(-1)).toMatchObject({ kind: "pending", key: "b" });
});

const picture = (id: string, second: number, part: object = {}) =>
  message({
    id,
    kind: "image",
    text: null,
    sent_at: new Date(Date.UTC(2026, 10, 27, 16, 0, second)).toISOString(),
    media: MEDIA,
    ...part,
  });
const MEDIA = {
  id: "f",
  state: "stored" as const,
  mime_type: "image/jpeg",
  size: 1,
  filename: null,
  voice: false,
  reason: null,
  width: 4,
  height: 3,
  duration_ms: null,
  waveform: null,
  thumbnail: true,
  text: null,
};
const kinds = (messages: ReturnType<typeof message>[]) =>
  rowsOf(messages, [], 0, PLACE)
    .slice(1)
    .map((row) => (row.kind === "album" ? row.messages.length : row.kind));

test("pictures sent within a minute of each other are an album, with one caption at most", () => {
  expect(kinds([picture("1", 0), picture("2", 20), picture("3", 40, { text: "así" })])).toEqual([3]);
  expect(kinds([picture("1", 0, { text: "uno" }), picture("2", 5, { text: "dos" })])).toEqual(["message", "message"]);
  expect(kinds([picture("1", 0), picture("2", 90)])).toEqual(["message", "message"]);
  expect(kinds([picture("1", 0), picture("2", 5, { revoked_at: at(9) })])).toEqual(["message", "message"]);
});
