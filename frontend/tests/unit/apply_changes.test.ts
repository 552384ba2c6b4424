import { type InfiniteData, QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { applyInboxChanges, withConversations, withMessages } from "@/features/inbox/apply_changes";
import { historyKey, listKey } from "@/features/inbox/queries";
import type { Conversation, History, Message } from "@/features/inbox/types";
import { conversation, message } from "./made";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 16, minute)).toISOString();
type Data = InfiniteData<History>;
const history = (...items: Message[]): Data => ({ pages: [{ items, older: null, newer: null }], pageParams: [null] });
const list = (...items: Conversation[]) => ({ pages: [{ items, next: null }], pageParams: [null] });
const ids = (data: { pages: { items: { id: string }[] }[] }) =>
  data.pages.flatMap(({ items }) => items.map(({ id }) => id));

test("whatever the order and repetition of deltas, the history is the same", () => {
  const deltas = [
    message({ id: "2", sent_at: at(2) }),
    message({ id: "3", sent_at: at(3), status: "sent" }),
    message({ id: "4", sent_at: at(4) }),
  ];
  const orders = [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2, 1],
    [2, 0, 0, 1, 2],
  ];
  const results = orders.map((order) =>
    order.reduce<Data>(
      (data, index) => withMessages(data, [deltas[index] as Message]),
      history(message({ id: "1", sent_at: at(1) })),
    ),
  );
  for (const result of results) expect(ids(result)).toEqual(["1", "2", "3", "4"]);
});

test("a changed message takes the place of the old one", () => {
  const data = withMessages(history(message({ id: "1", status: "sent" })), [message({ id: "1", status: "read" })]);
  expect(data.pages[0]?.items).toMatchObject([{ id: "1", status: "read" }]);
});

test("a new message does not join a history whose end is not loaded", () => {
  const data = {
    pages: [{ items: [message({ id: "1" })], older: "a", newer: "b" }],
    pageParams: [{ around: "1" }] as unknown[],
  };
  expect(ids(withMessages(data, [message({ id: "2", sent_at: at(9) })]))).toEqual(["1"]);
});

test("a conversation moves to the top where it fits, and leaves where it does not", () => {
  const old = list(
    conversation({ id: "a", last_message_at: at(5) }),
    conversation({ id: "b", last_message_at: at(4) }),
  );
  const moved = conversation({ id: "b", last_message_at: at(9) });
  expect(ids(withConversations(old, [moved], new Set(), () => true, false))).toEqual(["b", "a"]);
  expect(ids(withConversations(old, [moved], new Set(), () => false, false))).toEqual(["a"]);
});

test("one that lies below what is loaded does not come in", () => {
  const partial = {
    pages: [{ items: [conversation({ id: "a", last_message_at: at(5) })], next: "more" }],
    pageParams: [null] as unknown[],
  };
  const older = conversation({ id: "z", last_message_at: at(1) });
  expect(ids(withConversations(partial, [older], new Set(), () => true, false))).toEqual(["a"]);
});

test("each loaded list gets what its filter lets in", () => {
  const client = new QueryClient();
  client.setQueryData([...listKey("b"), {}], list());
  client.setQueryData([...listKey("b"), { view: "unread" }], list(conversation({ id: "a", unread: 2 })));
  client.setQueryData(historyKey("b", "a"), history());
  applyInboxChanges(client, "b", {
    conversations: [conversation({ id: "a", unread: 0 })],
    messages: [message({ id: "1", conversation_id: "a" })],
  });
  expect(ids(client.getQueryData([...listKey("b"), {}]) as never)).toEqual(["a"]);
  expect(ids(client.getQueryData([...listKey("b"), { view: "unread" }]) as never)).toEqual([]);
  expect(ids(client.getQueryData(historyKey("b", "a")) as never)).toEqual(["1"]);
});
