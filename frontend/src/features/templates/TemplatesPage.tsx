import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus, RefreshCw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { STATUSES, type TemplateFilters } from "@/features/templates/filters";
import { templatePagesQuery } from "@/features/templates/queries";
import { grouped, TemplateCard } from "@/features/templates/TemplateCard";
import { useTemplatesChange } from "@/features/templates/use_templates_change";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { FilterChip } from "@/ui/Chip";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { notify } from "@/ui/notify";
import { Page } from "@/ui/Page";
import { SearchBox } from "@/ui/SearchBox";
import { Skeleton } from "@/ui/Skeleton";

const NewTemplateDialog = lazy(() =>
  import("@/features/templates/NewTemplateDialog").then((module) => ({ default: module.NewTemplateDialog })),
);

/** The messages one may begin with, once Meta has approved them. */
export function TemplatesPage({ filters }: { filters: TemplateFilters }) {
  const { t } = useTranslation("templates");
  const navigate = useNavigate();
  const mayWrite = useMay("templates:write");
  const [adding, setAdding] = useState(false);
  const work = useTemplatesChange();
  const sync = () =>
    work.mutate(async () => {
      const { found, changed } = await answer(api.POST("/v1/templates/sync"));
      notify(t("synced", { count: changed, found }));
    });
  const change = (part: { [name in keyof TemplateFilters]: TemplateFilters[name] | undefined }) => {
    const search = Object.fromEntries(Object.entries({ ...filters, ...part }).filter(([, value]) => value));
    void navigate({ to: "/templates", search, replace: true });
  };
  const add = mayWrite && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> {t("new")}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      actions={
        mayWrite && (
          <>
            <Button kind="ghost" busy={work.isPending} onClick={sync}>
              {!work.isPending && <RefreshCw aria-hidden />} {t("sync")}
            </Button>
            {add}
          </>
        )
      }
      filters={
        <>
          <SearchBox
            className="w-full phone:w-[280px]"
            value={filters.q ?? ""}
            label={t("search")}
            onSearch={(q) => change({ q: q || undefined })}
          />
          {STATUSES.map((status) => (
            <FilterChip
              key={status}
              on={filters.status === status}
              onClick={() => change({ status: filters.status === status ? undefined : status })}
            >
              {t(`statuses.${status}`)}
            </FilterChip>
          ))}
        </>
      }
    >
      <List filters={filters} add={add} onClear={() => change({ q: undefined, status: undefined })} />
      {adding && (
        <Suspense>
          <NewTemplateDialog onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Page>
  );
}

type ListProps = { filters: TemplateFilters; add: React.ReactNode; onClear: () => void };

function List({ filters, add, onClear }: ListProps) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const query = useInfiniteQuery(templatePagesQuery(useBusinessId(), filters));
  const templates = query.data?.pages.flatMap(({ items }) => items);
  if (!templates && query.error) {
    const problem = Problem.of(query.error);
    return (
      <ErrorState
        title={t("failed")}
        text={text(problem)}
        retry={t("retry")}
        onRetry={() => void query.refetch()}
        requestId={problem.requestId}
      />
    );
  }
  if (!templates)
    return (
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {["a", "b", "c"].map((key) => (
          <Skeleton key={key} className="h-44 rounded-card" />
        ))}
      </div>
    );
  if (templates.length === 0)
    return Object.keys(filters).length > 0 ? (
      <EmptyState title={t("noneFit")} action={<Button onClick={onClear}>{t("clear")}</Button>} />
    ) : (
      <EmptyState title={t("emptyTitle")} action={add}>
        {t("emptyText")}
      </EmptyState>
    );
  return (
    <>
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {grouped(templates).map((group) => (
          <TemplateCard key={`${group[0].account_id} ${group[0].name}`} group={group} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="pt-4 text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
