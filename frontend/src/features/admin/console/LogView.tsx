import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUpToLine } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LogFilters } from "@/features/admin/console/filters";
import { LogRow } from "@/features/admin/console/LogRow";
import type { Log } from "@/features/admin/console/log";
import { useBrowserPlace } from "@/features/admin/use_browser_place";
import { count } from "@/lib/format/number";
import { EmptyState } from "@/ui/EmptyState";

const ROW_PX = 28;
const TOP_PX = 8;
const NEAR_END = 10;

type Props = {
  log: Log;
  filters: LogFilters;
  trouble: string | null;
  loadingOlder: boolean;
  onFollow: (on: boolean) => void;
  onEnd: () => void;
};

/** The rows of the log, the newest above. Who scrolls down reads on undisturbed: what comes waits above. */
export function LogView({ log, filters, trouble, loadingOlder, onFollow, onEnd }: Props) {
  const { t } = useTranslation("admin");
  const place = useBrowserPlace();
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [atTop, setAtTop] = useState(true);
  const rows = useVirtualizer({
    count: log.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => log.rows[at]?.id ?? at,
    overscan: 12,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const nearEnd = log.next !== null && last >= log.rows.length - NEAR_END;
  useEffect(() => {
    if (nearEnd) onEnd();
  }, [nearEnd, onEnd]);
  // An open row is read: nothing moves it.
  const follows = atTop && open === null;
  useEffect(() => onFollow(follows), [onFollow, follows]);
  const toTop = () => {
    setOpen(null);
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <section
      aria-label={t("pages.console")}
      className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-card border border-night-line bg-night text-night-ink"
    >
      <div
        aria-hidden
        className="hidden h-9 shrink-0 items-center border-night-line border-b px-4 font-medium text-meta text-night-2 md:grid md:grid-cols-[104px_88px_208px_152px_1fr]"
      >
        {(["time", "severity", "type", "business", "detail"] as const).map((name) => (
          <span key={name}>{t(`console.${name}`)}</span>
        ))}
      </div>
      <div
        ref={scroller}
        onScroll={({ currentTarget }) => setAtTop(currentTarget.scrollTop < TOP_PX)}
        className="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none]"
      >
        {log.rows.length === 0 && (
          <div className="[&_p]:text-night-2">
            <EmptyState title={t("console.none")}>{t("console.noneText")}</EmptyState>
          </div>
        )}
        <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, key, start }) => {
            const event = log.rows[index];
            if (!event) return null;
            return (
              <li
                key={key}
                data-index={index}
                ref={rows.measureElement}
                aria-setsize={log.rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <LogRow
                  event={event}
                  filters={filters}
                  open={open === event.id}
                  onToggle={() => setOpen(open === event.id ? null : event.id)}
                />
              </li>
            );
          })}
        </ul>
      </div>
      <footer className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 border-night-line border-t px-4 text-meta text-night-2">
        {follows ? (
          <>
            <span className="text-night-accent">{t("console.follows")}</span>
            <span className="hidden md:inline">{t("console.how")}</span>
          </>
        ) : (
          <button
            type="button"
            onClick={toTop}
            className="flex min-h-8 items-center gap-1.5 rounded-small font-medium text-night-accent"
          >
            <ArrowUpToLine size={14} strokeWidth={2} aria-hidden />
            {log.waiting.length > 0 ? t("console.waiting", { count: log.waiting.length }) : t("console.toTop")}
          </button>
        )}
        {trouble && (
          <span role="alert" className="text-night-danger">
            {trouble}
          </span>
        )}
        <span className="ml-auto tabular-nums">
          {loadingOlder
            ? t("console.loading")
            : t("console.rows", { count: log.rows.length, value: count(log.rows.length, place) })}
        </span>
      </footer>
    </section>
  );
}
