import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

type Props<Item> = {
  query: UseInfiniteQueryResult<{ pages: { items: Item[] }[] }, Error>;
  searched: boolean;
  onClear: () => void;
  children: (items: Item[]) => ReactNode;
};

/** A list of the platform in its states: coming, failed, nothing fits, there. */
export function AdminList<Item>({ query, searched, onClear, children }: Props<Item>) {
  const { t } = useTranslation("admin");
  const text = useProblemText();
  const items = query.data?.pages.flatMap((page) => page.items);
  if (!items && query.error) {
    const problem = Problem.of(query.error);
    return (
      <ErrorState
        title={t("list.failed")}
        text={text(problem)}
        retry={t("list.retry")}
        onRetry={() => void query.refetch()}
        requestId={problem.requestId}
      />
    );
  }
  if (!items) return <Skeleton className="h-72 rounded-card" />;
  if (items.length === 0)
    return (
      <EmptyState title={t("list.none")} action={searched && <Button onClick={onClear}>{t("list.clear")}</Button>} />
    );
  return (
    <>
      <div className="overflow-hidden rounded-card border border-line bg-surface">{children(items)}</div>
      {query.hasNextPage && (
        <div className="pt-4 text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("list.more")}
          </Button>
        </div>
      )}
    </>
  );
}
