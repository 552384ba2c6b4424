import type { Conversation, Message } from "@/features/inbox/types";

/** A message as the API gives it, with what a test says of it. */
export function message(part: Partial<Message>): Message {
  return {
    id: "m1",
    conversation_id: "c1",
    direction: "in",
    author: "customer",
    author_id: null,
    kind: "text",
    text: "hola",
    content: { type: "text", body: "hola", preview_url: false },
    context: null,
    media: null,
    reply_to: null,
    quoted: null,
    reactions: [],
    status: "received",
    status_at: "2026-11-27T16:00:00Z",
    failure: null,
    waiting: null,
    can_retry: false,
    retry_of: null,
    client_id: null,
    sent_at: "2026-11-27T16:00:00Z",
    edited_at: null,
    revoked_at: null,
    ...part,
  };
}

/** A conversation as the API gives it. */
export function conversation(part: Partial<Conversation>): Conversation {
  return {
    id: "c1",
    instance_id: "i1",
    contact: {
      id: "k1",
      name: "Mariana",
      phone: "+525512345678",
      username: null,
      tags: [],
      assigned_to: null,
      assignee_name: null,
      archived_at: null,
      opted_out_at: null,
    },
    last_message: null,
    last_message_at: "2026-11-27T16:00:00Z",
    unread: 0,
    marked_unread: false,
    waiting_since: null,
    state: "open",
    state_at: "2026-11-27T16:00:00Z",
    state_by: null,
    snoozed_until: null,
    window_expires_at: null,
    bot: { on: true, enabled: true, paused_until: null },
    handover: null,
    created_at: "2026-11-01T00:00:00Z",
    ...part,
  };
}
