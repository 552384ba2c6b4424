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
