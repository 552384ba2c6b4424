import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import type { Filters } from "@/features/inbox/filters";
import {
  conversationKey,
  countsKey,
  type HistoryPosition,
  historyKey,
  listKey,
  reachesEnd,
} from "@/features/inbox/queries";
import type { Conversation, History, Message } from "@/features/inbox/types";

type Changes = Partial<components["schemas"]["SyncChanges"]>;
type Page = components["schemas"]["ConversationPage"];

/** Patches lists, open conversations and loaded histories with what sync brought. */
export function applyInboxChanges(client: QueryClient, businessId: string, changes: Changes): void {
  const conversations = changes.conversations ?? [];
  const goneConversations = changes.gone?.conversations ?? [];
  for (const conversation of conversations)
    client.setQueryData(conversationKey(businessId, conversation.id), conversation);
  for (const id of goneConversations) client.removeQueries({ queryKey: conversationKey(businessId, id) });
  for (const [conversationId, messages] of byConversation(changes.messages ?? []))
    client.setQueriesData<InfiniteData<History>>(
      { queryKey: historyKey(businessId, conversationId) },
      (data) => data && withMessages(data, messages),
    );
  const goneMessages = new Set(changes.gone?.messages);
  if (goneMessages.size > 0)
    client.setQueriesData<InfiniteData<History>>(
      { queryKey: [businessId, "inbox", "history"] },
      (data) => data && withoutMessages(data, goneMessages),
    );
  if (conversations.length + goneConversations.length === 0) return;
  const me = client.getQueryData<components["schemas"]["Me"]>(["me"])?.id ?? null;
  for (const [key, data] of client.getQueriesData<InfiniteData<Page>>({ queryKey: listKey(businessId) })) {
    const filters = key.at(-1) as Filters;
    if (!data) continue;
    if (filters.q) void client.invalidateQueries({ queryKey: key });
    else
      client.setQueryData(
        key,
        withConversations(
          data,
          conversations,
          new Set(goneConversations),
          (each) => fits(each, filters, me),
          filters.view === "waiting",
        ),
      );
  }
  void client.invalidateQueries({ queryKey: countsKey(businessId) });
}

function byConversation(messages: Message[]): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages)
    groups.set(message.conversation_id, [...(groups.get(message.conversation_id) ?? []), message]);
  return groups;
}

/** Returns the history with these messages: known ones are replaced, new ones join the end when the end is loaded. */
export function withMessages(data: InfiniteData<History>, messages: Message[]): InfiniteData<History> {
  const incoming = new Map(messages.map((message) => [message.id, message]));
  const pages = data.pages.map((page) => ({ ...page, items: page.items.map((old) => take(incoming, old)) }));
  const last = pages.at(-1);
  if (last && reachesEnd(last, data.pageParams.at(-1) as HistoryPosition) && incoming.size > 0) {
    const added = [...incoming.values()].sort(inOrder);
    last.items = mergeInOrder(last.items, added);
  }
  return { ...data, pages };
}

function take(incoming: Map<string, Message>, old: Message): Message {
  const next = incoming.get(old.id);
  incoming.delete(old.id);
  return next ?? old;
}

function mergeInOrder(items: Message[], added: Message[]): Message[] {
  const lastOfOld = items.at(-1);
  const firstOfNew = added[0];
  if (!lastOfOld || !firstOfNew || inOrder(lastOfOld, firstOfNew) <= 0) return [...items, ...added];
  return [...items, ...added].sort(inOrder);
}

function inOrder(a: Message, b: Message): number {
  return Date.parse(a.sent_at) - Date.parse(b.sent_at) || (a.id < b.id ? -1 : 1);
}

function withoutMessages(data: InfiniteData<History>, gone: Set<string>): InfiniteData<History> {
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !gone.has(id)) })),
  };
}

/** Returns a list with these conversations where they fit its filter and its loaded part, in its order. */
export function withConversations(
  data: InfiniteData<Page>,
  changed: Conversation[],
  gone: Set<string>,
  belongs: (conversation: Conversation) => boolean,
  longestWaiting: boolean,
): InfiniteData<Page> {
  const away = new Set([...gone, ...changed.map(({ id }) => id)]);
  const order = longestWaiting ? byWaiting : byNewest;
  const kept = data.pages.flatMap(({ items }) => items);
  const end = kept.at(-1);
  const complete = !data.pages.at(-1)?.next;
  const joining = changed.filter((each) => belongs(each) && (complete || !end || order(each, end) <= 0));
  const items = [...kept.filter(({ id }) => !away.has(id)), ...joining].sort(order);
  let taken = 0;
  const pages = data.pages.map((page, at) => {
    const size =
      at === data.pages.length - 1 ? items.length - taken : Math.min(page.items.length, items.length - taken);
    taken += size;
    return { ...page, items: items.slice(taken - size, taken) };
  });
  return { ...data, pages };
}

function byNewest(a: Conversation, b: Conversation): number {
  return Date.parse(b.last_message_at ?? b.created_at) - Date.parse(a.last_message_at ?? a.created_at);
}

function byWaiting(a: Conversation, b: Conversation): number {
  return Date.parse(a.waiting_since ?? a.created_at) - Date.parse(b.waiting_since ?? b.created_at);
}

/** Returns whether a conversation belongs to the list of these filters. */
export function fits(conversation: Conversation, filters: Filters, me: string | null): boolean {
  const { contact } = conversation;
  if (contact.archived_at) return false;
  if (filters.state && conversation.state !== filters.state) return false;
  if (filters.number && conversation.instance_id !== filters.number) return false;
  if (filters.tag && !contact.tags.some(({ id }) => id === filters.tag)) return false;
  if (filters.view === "unread") return conversation.unread > 0 || conversation.marked_unread;
  if (filters.view === "handed_over") return conversation.handover?.state === "open";
  if (filters.view === "waiting") {
    return conversation.waiting_since !== null && conversation.state === "open" && !conversation.bot.on;
  }
  if (filters.view === "mine") return contact.assigned_to === me;
  if (filters.view === "unassigned") return contact.assigned_to === null;
  return true;
}
