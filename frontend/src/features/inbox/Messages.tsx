import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Bubble } from "@/features/inbox/Bubble";
import { historyQuery } from "@/features/inbox/queries";
import { isLine, type Row, rowsOf } from "@/features/inbox/rows";
import type { Conversation, Message } from "@/features/inbox/types";
import { Problem } from "@/lib/api/problem";
import { day } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { usePending } from "@/lib/outbox/outbox";
import { useBusinessId, usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { Skeleton } from "@/ui/Skeleton";

const ErrorState = lazy(() => import("@/ui/ErrorState").then((module) => ({ default: module.ErrorState })));
// Fetched at once, but nobody who only reads texts waits for them.
const line = import("@/features/inbox/Line");
const pendingBubble = import("@/features/inbox/PendingBubble");
const Line = lazy(() => line.then((module) => ({ default: module.Line })));
const PendingBubble = lazy(() => pendingBubble.then((module) => ({ default: module.PendingBubble })));

const END_PX = 80;
const LOAD_PX = 600;

type Props = {
  conversation: Conversation;
  unread: number;
  onAtEnd: (atEnd: boolean) => void;
  onQuote: (message: Message) => void;
};

/** The messages, virtual: older ones come above without moving what is read, new ones are followed only at the end. */
export function Messages({ conversation, unread, onAtEnd, onQuote }: Props) {
  const { t } = useTranslation("inbox");
  const problemText = useProblemText();
  const place = usePlace();
  const query = useInfiniteQuery(historyQuery(useBusinessId(), conversation.id));
  const pending = usePending(conversation.id);
  const messages = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const rows = useMemo(() => rowsOf(messages, pending, unread, place), [messages, pending, unread, place]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => estimate(rows[at]),
    getItemKey: (at) => rows[at]?.key ?? at,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    paddingStart: 12,
    paddingEnd: 12,
    overscan: 8,
  });
  const loaded = rows.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the history is there
  useLayoutEffect(() => {
    if (!loaded) return;
    const marker = unread > 0 ? rows.findIndex(({ kind }) => kind === "unread") : -1;
    if (marker > 0) virtual.scrollToIndex(marker, { align: "start" });
    else virtual.scrollToEnd({ behavior: "auto" });
  }, [loaded]);
  const [away, setAway] = useState(false);
  const { hasPreviousPage, isFetchingPreviousPage, fetchPreviousPage } = query;
  const look = () => {
    const box = scroller.current;
    if (!box) return;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < END_PX;
    setAway(!atEnd);
    onAtEnd(atEnd);
    if (box.scrollTop < LOAD_PX && hasPreviousPage && !isFetchingPreviousPage) void fetchPreviousPage();
  };
  useEffect(look);
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
    <div className="relative min-h-0 flex-1 bg-chat">
      <div
        ref={scroller}
        onScroll={look}
        role="log"
        aria-label={t("chat.log", { name: conversation.contact.name ?? t("unknown") })}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="h-full overflow-y-auto focus-visible:outline-offset-[-2px] [overflow-anchor:none]"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0 px-3 phone:px-5"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {rows[item.index] && (
                <RowView row={rows[item.index] as Row} conversation={conversation} onQuote={onQuote} />
              )}
            </div>
          ))}
        </div>
      </div>
      <Announcer messages={messages} />
      {away && (
        <button
          type="button"
          aria-label={t("chat.toEnd")}
          onClick={() => virtual.scrollToEnd({ behavior: "auto" })}
          className="absolute right-4 bottom-4 grid size-11 place-items-center rounded-full bg-surface shadow-popover phone:size-10"
        >
          <ChevronDown size={20} strokeWidth={1.75} aria-hidden />
          {conversation.unread > 0 && (
            <span className="absolute -top-1 -right-1 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1 font-semibold text-meta text-on-accent">
              {conversation.unread}
            </span>
          )}
        </button>
      )}
    </div>
  );
}

function RowView({
  row,
  conversation,
  onQuote,
}: {
  row: Row;
  conversation: Conversation;
  onQuote: (message: Message) => void;
}) {
  const { t } = useTranslation(["inbox", "common"]);
  const place = usePlace();
  if (row.kind === "day")
    return (
      <div className="grid justify-items-center pt-3">
        <span className="rounded-full bg-surface px-3 py-1 font-medium text-ink-2 text-meta shadow-[0_1px_1px_rgb(0_0_0/.06)]">
          {day(row.at, new Date(), place, { today: t("common:today"), yesterday: t("common:yesterday") })}
        </span>
      </div>
    );
  if (row.kind === "unread")
    return (
      <div className="-mx-5 flex items-center gap-3 pt-4 pb-1 font-semibold text-accent-ink text-meta">
        <span className="h-px flex-1 bg-accent/40" />
        {t("inbox:chat.unread", { count: row.count })}
        <span className="h-px flex-1 bg-accent/40" />
      </div>
    );
  if (row.kind === "pending")
    return (
      <Suspense fallback={<div className="h-9" />}>
        <PendingBubble pending={row.pending} first={row.first} />
      </Suspense>
    );
  return (
    <div className={classes(row.first ? "pt-3" : "pt-0.5")}>
      {isLine(row.message) ? (
        <Suspense fallback={<div className="h-6" />}>
          <Line message={row.message} />
        </Suspense>
      ) : (
        <Bubble message={row.message} conversation={conversation} first={row.first} onQuote={onQuote} />
      )}
    </div>
  );
}

/** Says to readers what came in, and only that. */
function Announcer({ messages }: { messages: Message[] }) {
  const last = messages.at(-1);
  const [first] = useState(last?.id);
  const text = last && last.id !== first && last.direction === "in" ? last.text : "";
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}

function estimate(row: Row | undefined): number {
  if (row?.kind !== "message") return 44;
  const { message } = row;
  const lines = Math.ceil((message.text?.length ?? 0) / 60);
  const file = message.kind === "image" || message.kind === "video" ? 220 : message.media ? 64 : 0;
  return 20 + Math.max(1, lines) * 20 + file;
}

function Waiting() {
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end gap-3 bg-chat p-5">
      {[220, 300, 180, 260].map((width, at) => (
        <div key={width} style={{ width }} className={at % 2 ? "self-end" : ""}>
          <Skeleton className="h-12 bg-surface/70" />
        </div>
      ))}
    </div>
  );
}
