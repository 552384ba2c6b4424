import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { SquarePen } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConversationRow } from "@/features/inbox/ConversationRow";
import { type Filters, VIEWS } from "@/features/inbox/filters";
import { conversationsQuery, countsQuery } from "@/features/inbox/queries";
import { useFilters } from "@/features/inbox/use_filters";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { FilterChip } from "@/ui/Chip";
import { IconButton } from "@/ui/IconButton";
import { SearchBox } from "@/ui/SearchBox";
import { Skeleton } from "@/ui/Skeleton";

const ErrorState = lazy(() => import("@/ui/ErrorState").then((module) => ({ default: module.ErrorState })));
const EmptyList = lazy(() => import("@/features/inbox/EmptyList").then((module) => ({ default: module.EmptyList })));
const ListMenu = lazy(() => import("@/features/inbox/ListMenu").then((module) => ({ default: module.ListMenu })));
const SearchResults = lazy(() =>
  import("@/features/inbox/SearchResults").then((module) => ({ default: module.SearchResults })),
);
const NewConversation = lazy(() =>
  import("@/features/inbox/NewConversation").then((module) => ({ default: module.NewConversation })),
);

const MOST_COUNTED = 100;

type Props = { openId: string | null; filters: Filters };

/** The conversations: search, chips with counts, rows. */
export function ConversationList({ openId, filters }: Props) {
  const { t } = useTranslation("inbox");
  const [writing, setWriting] = useState(false);
  const change = useFilters(filters);
  const Title = openId ? "h2" : "h1"; // an open conversation is what the page is about
  return (
    <section aria-label={t("list.label")} data-pane="list" className="flex h-full flex-col">
      <header className="flex h-[60px] shrink-0 items-center gap-1 pr-2 pl-4">
        <Title className="flex-1 font-semibold text-page">{t("list.title")}</Title>
        <Suspense fallback={<span className="size-10" />}>
          <ListMenu filters={filters} />
        </Suspense>
        <IconButton icon={SquarePen} label={t("list.write")} onClick={() => setWriting(true)} />
      </header>
      <SearchBox
        filled
        className="mx-4"
        value={filters.q ?? ""}
        label={t("list.search")}
        onSearch={(q) => change({ q })}
      />
      <Chips filters={filters} />
      {filters.q ? (
        <Suspense>
          <SearchResults openId={openId} words={filters.q} filters={filters} />
        </Suspense>
      ) : (
        <Rows openId={openId} filters={filters} onWrite={() => setWriting(true)} />
      )}
      {writing && (
        <Suspense>
          <NewConversation onClose={() => setWriting(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Chips({ filters }: { filters: Filters }) {
  const { t } = useTranslation("inbox");
  const change = useFilters(filters);
  const counts = useQuery(countsQuery(useBusinessId())).data;
  const shown = (count: number | null | undefined) =>
    count ? (count >= MOST_COUNTED ? "99+" : String(count)) : undefined;
  return (
    <div className="flex shrink-0 gap-2 overflow-x-auto px-4 py-2.5 [scrollbar-width:none]">
      {VIEWS.map((view) => (
        <FilterChip
          key={view}
          inList
          on={(filters.view ?? "all") === view}
          count={view === "all" ? undefined : shown(counts?.[view])}
          onClick={() => change({ view })}
        >
          {t(`views.${view}`)}
        </FilterChip>
      ))}
    </div>
  );
}

function Rows({ openId, filters, onWrite }: Props & { onWrite: () => void }) {
  const { t } = useTranslation("inbox");
  const text = useProblemText();
  const businessId = useBusinessId();
  const query = useInfiniteQuery(conversationsQuery(businessId, filters));
  const scroller = useRef<HTMLDivElement>(null);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (window.innerWidth < 640 ? 76 : 72),
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (last >= rows.length - 10 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (query.error && rows.length === 0) {
    const problem = Problem.of(query.error);
    return (
      <Suspense>
        <ErrorState
          title={t("list.failed")}
          text={text(problem)}
          retry={t("list.retry")}
          onRetry={() => void query.refetch()}
          requestId={problem.requestId}
        />
      </Suspense>
    );
  }
  if (query.isPending) return <Waiting />;
  if (rows.length === 0)
    return (
      <Suspense>
        <EmptyList filters={filters} onWrite={onWrite} />
      </Suspense>
    );
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-line border-t">
      <ul className="relative" onKeyDown={walkRows} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <li
                key={item.key}
                aria-setsize={query.hasNextPage ? -1 : rows.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0 h-[76px] phone:h-[72px]"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <ConversationRow conversation={row} open={row.id === openId} filters={filters} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

/** Up and down go from one row to the next. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("li > a")].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function Waiting() {
  return (
    <div className="flex flex-col gap-6 px-4 py-3">
      {Array.from({ length: 8 }, (_, at) => at).map((at) => (
        <div key={at} className="flex items-center gap-3">
          <Skeleton className="size-12 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-3.5 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
