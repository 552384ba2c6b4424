import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { ChatHeader } from "@/features/inbox/ChatHeader";
import { Composer } from "@/features/inbox/Composer";
import { Messages } from "@/features/inbox/Messages";
import type { Conversation, Message } from "@/features/inbox/types";
import { answer, api } from "@/lib/api/client";
import { useMay } from "@/lib/session/me";

const bar = import("@/features/inbox/BotBar"); // at once, beside the first messages
const BotBar = lazy(() => bar.then((module) => ({ default: module.BotBar })));

const ChatSearch = lazy(() => import("@/features/inbox/ChatSearch").then((module) => ({ default: module.ChatSearch })));

const READ_AFTER_MS = 1_000;

type Props = {
  conversation: Conversation;
  drawer: boolean;
  onDrawer: () => void;
  around: string | null;
  onAround: (messageId: string | null) => void;
  onWhy: (messageId: string) => void;
};

/** One conversation: header, bot, messages, composer. */
export function Chat({ conversation, drawer, onDrawer, around, onAround, onWhy }: Props) {
  const [quoted, setQuoted] = useState<Message | null>(null);
  const [unreadAtOpening] = useState(conversation.unread);
  const [atEnd, setAtEnd] = useState(false);
  const [searching, setSearching] = useState(false);
  const closeSearch = () => {
    setSearching(false);
    onAround(null);
  };
  useSearchKey(() => setSearching(true));
  const maySend = useMay("messages:send");
  useReadMark(conversation, atEnd && maySend);
  return (
    <section className="flex h-full flex-col bg-surface">
      <ChatHeader conversation={conversation} drawer={drawer} onDrawer={onDrawer} onSearch={() => setSearching(true)} />
      {searching && (
        <Suspense fallback={<div className="h-14 shrink-0 phone:h-12" />}>
          <ChatSearch conversationId={conversation.id} onJump={onAround} onClose={closeSearch} />
        </Suspense>
      )}
      <Suspense fallback={<div className="h-11 shrink-0 border-line border-b phone:h-10" />}>
        <BotBar conversation={conversation} />
      </Suspense>
      <Messages
        key={around ?? "end"}
        conversation={conversation}
        unread={around ? 0 : unreadAtOpening}
        around={around}
        onAround={onAround}
        onAtEnd={setAtEnd}
        onQuote={setQuoted}
        onWhy={onWhy}
      />
      {maySend && <Composer conversation={conversation} quoted={quoted} onQuote={setQuoted} />}
    </section>
  );
}

/** Marks the conversation read once its end was seen for a second in a focused tab. */
function useReadMark(conversation: Conversation, seen: boolean): void {
  const unread = conversation.unread > 0 || conversation.marked_unread;
  const last = conversation.last_message?.id;
  useEffect(() => {
    if (!unread || !seen || !last) return;
    const mark = () => {
      if (document.visibilityState !== "visible" || !document.hasFocus()) return;
      void answer(
        api.POST("/v1/conversations/{conversation_id}/read", {
          params: { path: { conversation_id: conversation.id } },
        }),
      ).catch(() => undefined);
    };
    const timer = setTimeout(mark, READ_AFTER_MS);
    window.addEventListener("focus", mark);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("focus", mark);
    };
  }, [unread, seen, last, conversation.id]);
}

/** Ctrl+Shift+F, or ⌘ in place of Ctrl, searches in this conversation. */
function useSearchKey(onSearch: () => void): void {
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.code !== "KeyF") return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
