import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChatProvider } from "@/features/inbox/chat_context";
import { Announcer, ToEnd, Waiting } from "@/features/inbox/chat_parts";
import { MessageRow } from "@/features/inbox/MessageRow";
import { historyQuery } from "@/features/inbox/queries";
import { type Row, rowsOf, shows } from "@/features/inbox/rows";
import type { Conversation, Message } from "@/features/inbox/types";
import { useMessageKeys } from "@/features/inbox/use_message_keys";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { usePending } from "@/lib/outbox/outbox";
import { useBusinessId, usePlace } from "@/lib/session/me";

const ErrorState = lazy(() => import("@/ui/ErrorState").then((module) => ({ default: module.ErrorState })));
const Lightbox = lazy(() => import("@/features/inbox/Lightbox").then((module) => ({ default: module.Lightbox })));

const END_PX = 80;
const LOAD_PX = 600;
const LIT_MS = 1_600;

type Props = {
  conversation: Conversation;
  unread: number;
  around: string | null;
  onAround: (messageId: string | null) => void;
  onAtEnd: (atEnd: boolean) => void;
  onQuote: (message: Message) => void;
  onWhy: (messageId: string) => void;
};

/**
 * The messages, virtual: older ones come above without moving what is read, new ones are followed only at the end.
 *
 * around: the message that is looked for; then this is the part of the history it stands in.
 */
export function Messages({ conversation, unread, around, onAround, onAtEnd, onQuote, onWhy }: Props) {
  const { t } = useTranslation("inbox");
  const problemText = useProblemText();
  const place = usePlace();
  const query = useInfiniteQuery(historyQuery(useBusinessId(), conversation.id, around));
  const complete = !query.hasNextPage; // to the end, where sync adds what is new
  const pending = usePending(conversation.id);
  const messages = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const rows = useMemo(
    () => rowsOf(messages, complete ? pending : [], unread, place),
    [messages, pending, unread, place, complete],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => estimate(rows[at]),
    getItemKey: (at) => rows[at]?.key ?? at,
    anchorTo: "end",
    followOnAppend: complete,
    scrollEndThreshold: END_PX,
    paddingStart: 12,
    paddingEnd: 12,
    overscan: 8,
  });
  const [lit, setLit] = useState(around);
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    if (!lit) return;
    const timer = setTimeout(() => setLit(null), LIT_MS);
    return () => clearTimeout(timer);
  }, [lit]);
  const latest = useRef({ rows, onAround, onQuote });
  latest.current = { rows, onAround, onQuote };
  const chat = useMemo(
    () => ({
      quote: (message: Message) => latest.current.onQuote(message),
      jump: (id: string) => {
        const at = latest.current.rows.findIndex((row) => shows(row, id));
        if (at < 0) return latest.current.onAround(id);
        virtual.scrollToIndex(at, { align: "center" });
        setLit(id);
      },
      openPicture: setPicture,
      why: onWhy,
    }),
    [virtual, onWhy],
  );
  const loaded = rows.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the history is there
  useLayoutEffect(() => {
    if (!loaded) return;
    if (around) return virtual.scrollToIndex(Math.max(0, indexOf(rows, around)), { align: "center" });
    const marker = unread > 0 ? rows.findIndex(({ kind }) => kind === "unread") : -1;
    if (marker > 0) virtual.scrollToIndex(marker, { align: "start" });
    else virtual.scrollToEnd({ behavior: "auto" });
  }, [loaded]);
  const [away, setAway] = useState(false);
  const { hasPreviousPage, isFetchingPreviousPage, fetchPreviousPage, isFetchingNextPage, fetchNextPage } = query;
  const look = () => {
    const box = scroller.current;
    if (!box || !loaded) return;
    const left = box.scrollHeight - box.scrollTop - box.clientHeight;
    const atEnd = left < END_PX && complete;
    setAway(!atEnd);
    onAtEnd(atEnd);
    if (box.scrollTop < LOAD_PX && hasPreviousPage && !isFetchingPreviousPage) void fetchPreviousPage();
    if (left < LOAD_PX && !complete && !isFetchingNextPage) void fetchNextPage();
  };
  useEffect(look);
  const onKeyDown = useMessageKeys(messages, chat.quote);
  if (query.error && !loaded) {
    const problem = Problem.of(query.error);
    return (
      <div className="min-h-0 flex-1 bg-chat">
        <Suspense>
          <ErrorState
            title={t("chat.failed")}
            text={problemText(problem)}
            retry={t("list.retry")}
            onRetry={() => void query.refetch()}
            requestId={problem.requestId}
          />
        </Suspense>
      </div>
    );
  }
  if (query.isPending) return <Waiting />;
  return (
    <ChatProvider value={chat}>
      <div className="relative min-h-0 flex-1 bg-chat">
        <div
          ref={scroller}
          data-pane="messages"
          onScroll={look}
          onKeyDown={onKeyDown}
          role="log"
          aria-label={t("chat.log", { name: conversation.contact.name ?? t("unknown") })}
          aria-live="off"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
          tabIndex={0}
          className="h-full overflow-y-auto focus-visible:outline-offset-[-2px] [overflow-anchor:none]"
        >
          <div className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const row = rows[item.index];
              return (
                row && (
                  <div
                    key={item.key}
                    data-index={item.index}
                    ref={virtual.measureElement}
                    className="absolute inset-x-0 top-0 px-3 phone:px-5"
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <MessageRow row={row} conversation={conversation} lit={lit !== null && shows(row, lit)} />
                  </div>
                )
              );
            })}
          </div>
        </div>
        <Announcer messages={messages} />
        {away && loaded && (
          <ToEnd
            unread={conversation.unread}
            onClick={() => (complete ? virtual.scrollToEnd({ behavior: "auto" }) : onAround(null))}
          />
        )}
        {picture && (
          <Suspense>
            <Lightbox messages={messages} at={picture} onMove={setPicture} onClose={() => setPicture(null)} />
          </Suspense>
        )}
      </div>
    </ChatProvider>
  );
}

function indexOf(rows: Row[], messageId: string): number {
  return rows.findIndex((row) => shows(row, messageId));
}

function estimate(row: Row | undefined): number {
  if (row?.kind === "album") return 280;
  if (row?.kind !== "message") return 44;
  const { message } = row;
  const lines = Math.ceil((message.text?.length ?? 0) / 60);
  const file = message.kind === "image" || message.kind === "video" ? 220 : message.media ? 64 : 0;
  return 20 + Math.max(1, lines) * 20 + file;
}
