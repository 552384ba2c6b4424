import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageSearchQuery } from "@/features/inbox/queries";
import { useBusinessId } from "@/lib/session/me";
import { IconButton } from "@/ui/IconButton";
import { SearchBox } from "@/ui/SearchBox";

type Props = { conversationId: string; onJump: (messageId: string) => void; onClose: () => void };

/** Searches in this conversation: from the newest hit to older ones and back. */
export function ChatSearch({ conversationId, onJump, onClose }: Props) {
  const { t } = useTranslation(["inbox", "common"]);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const query = useInfiniteQuery({
    ...messageSearchQuery(useBusinessId(), words, conversationId),
    enabled: words.length > 0,
  });
  const hits = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const { hasNextPage, fetchNextPage } = query;
  const shown = hits[at]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new hit is gone to once
  useEffect(() => {
    if (shown) onJump(shown);
  }, [shown]);
  const go = (next: number) => {
    if (next < 0 || next >= hits.length) return;
    setAt(next);
    if (next >= hits.length - 2 && hasNextPage) void fetchNextPage();
  };
  const count = words && !query.isPending ? (hits.length === 0 ? t("inbox:search.none") : hitCount()) : "";
  function hitCount(): string {
    return t("inbox:search.place", { at: at + 1, count: hits.length, more: hasNextPage ? "+" : "" });
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that hold while one types here
    <div
      className="flex h-14 shrink-0 items-center gap-1 border-line border-b px-2 phone:h-12 phone:px-4"
      onKeyDown={({ key, shiftKey }) => {
        if (key === "Escape") onClose();
        if (key === "Enter") go(at + (shiftKey ? -1 : 1));
      }}
    >
      <SearchBox
        filled
        autoFocus
        className="min-w-0 flex-1"
        value={words}
        label={t("inbox:search.here")}
        onSearch={(text) => {
          setWords(text);
          setAt(0);
        }}
      />
      <span aria-live="polite" className="shrink-0 px-1 text-ink-2 text-meta tabular-nums">
        {count}
      </span>
      <IconButton
        small
        icon={ChevronUp}
        label={t("inbox:search.older")}
        disabled={at >= hits.length - 1}
        onClick={() => go(at + 1)}
      />
      <IconButton
        small
        icon={ChevronDown}
        label={t("inbox:search.newer")}
        disabled={at === 0}
        onClick={() => go(at - 1)}
      />
      <IconButton small icon={X} label={t("common:close")} onClick={onClose} />
    </div>
  );
}
