import { useMutation, useQueryClient } from "@tanstack/react-query";
import { applyInboxChanges } from "@/features/inbox/apply_changes";
import { conversationKey } from "@/features/inbox/queries";
import type { Conversation, Message } from "@/features/inbox/types";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { notifyProblem } from "@/ui/notify";

/** Returns what a team does with a conversation; each shows its result at once and a toast when it is refused. */
export function useConversationActions(conversation: Conversation) {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  const params = { path: { conversation_id: conversation.id } };
  const seen = conversation.last_message ? { seen_message_id: conversation.last_message.id } : {};
  const show = (changed: Conversation) => applyInboxChanges(client, businessId, { conversations: [changed] });
  const { mutate } = useMutation({
    mutationFn: (work: () => Promise<Conversation | Message | undefined>) => work(),
    onSuccess: (result) => {
      if (result && "contact" in result) show(result);
      if (result && "status" in result) applyInboxChanges(client, businessId, { messages: [result] });
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  return {
    setBot: (enabled: boolean, until: Date | null) =>
      mutate(() =>
        answer(
          api.POST("/v1/conversations/{conversation_id}/bot", {
            params,
            body: { enabled, paused_until: until?.toISOString() ?? null },
          }),
        ),
      ),
    close: () => mutate(() => answer(api.POST("/v1/conversations/{conversation_id}/close", { params, body: seen }))),
    reopen: () => mutate(() => answer(api.POST("/v1/conversations/{conversation_id}/reopen", { params }))),
    snooze: (until: Date) =>
      mutate(() =>
        answer(
          api.POST("/v1/conversations/{conversation_id}/snooze", {
            params,
            body: { until: until.toISOString(), ...seen },
          }),
        ),
      ),
    markUnread: () =>
      mutate(() => answer(api.POST("/v1/conversations/{conversation_id}/unread", { params })).then(() => undefined)),
    assign: (userId: string | null) =>
      mutate(() =>
        answer(
          api.POST("/v1/contacts/{contact_id}/assignee", {
            params: { path: { contact_id: conversation.contact.id } },
            body: { user_id: userId },
          }),
        ).then(() => undefined),
      ),
    retry: (messageId: string) =>
      mutate(() =>
        answer(
          api.POST("/v1/conversations/{conversation_id}/messages/{message_id}/retry", {
            params: { path: { ...params.path, message_id: messageId } },
          }),
        ),
      ),
    react: (messageId: string, emoji: string) =>
      mutate(() =>
        answer(
          api.POST("/v1/conversations/{conversation_id}/messages", {
            params,
            body: { content: { type: "reaction", message_id: messageId, emoji } },
          }),
        ).then(() => undefined),
      ),
    giveUp: (messageId: string) =>
      mutate(() =>
        answer(
          api.POST("/v1/conversations/{conversation_id}/messages/{message_id}/give-up", {
            params: { path: { ...params.path, message_id: messageId } },
          }),
        ),
      ),
  };
}

/** Returns what shortcuts and the palette do with the open conversation; without one they do nothing. */
export function useConversationShortcuts(openId: string | null) {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const maySend = useMay("messages:send");
  const conversation = () => openId && client.getQueryData<Conversation>(conversationKey(businessId, openId));
  const run = (work: (open: Conversation) => Promise<Conversation | undefined>) => () => {
    const open = conversation();
    if (!open || !maySend) return;
    void work(open).then((changed) => {
      if (changed) applyInboxChanges(client, businessId, { conversations: [changed] });
    });
  };
  return {
    toggleRead: run(async ({ id, unread, marked_unread }) => {
      const params = { path: { conversation_id: id } };
      if (unread > 0 || marked_unread) await answer(api.POST("/v1/conversations/{conversation_id}/read", { params }));
      else await answer(api.POST("/v1/conversations/{conversation_id}/unread", { params }));
      return undefined;
    }),
    toggleBot: run(({ id, bot }) =>
      answer(
        api.POST("/v1/conversations/{conversation_id}/bot", {
          params: { path: { conversation_id: id } },
          body: { enabled: !bot.on, paused_until: null },
        }),
      ),
    ),
  };
}
