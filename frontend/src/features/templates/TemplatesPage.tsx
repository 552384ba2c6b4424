import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SHOWN_STATES, type TemplateFilters } from "@/features/templates/filters";
import { NewTemplateDialog } from "@/features/templates/NewTemplateDialog";
import { templatesKey, templatesQuery } from "@/features/templates/queries";
import { TemplatesTable } from "@/features/templates/TemplatesTable";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { instancesQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { FilterChip } from "@/ui/Chip";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { notify, notifyProblem } from "@/ui/notify";
import { Page } from "@/ui/Page";
import { SearchBox } from "@/ui/SearchBox";
import { Skeleton } from "@/ui/Skeleton";
import { TextLink } from "@/ui/TextLink";

/** What may be sent first, or after a day: texts that Meta has read. */
export function TemplatesPage({ filters }: { filters: TemplateFilters }) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const mayWrite = useMay("templates:write");
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery(templatesQuery(businessId, filters));
  const numbers = useQuery(instancesQuery(businessId)).data;
  const templates = query.data?.pages.flatMap(({ items }) => items);
  const cloud = numbers?.filter(({ provider }) => provider === "cloud") ?? [];
  const change = (next: TemplateFilters) => void navigate({ to: "/templates", search: next, replace: true });
  const { status, ...rest } = filters;
  return (
    <Page
      title={t("title")}
      actions={
        mayWrite &&
        cloud.length > 0 && (
          <>
            <Sync />
            <Button kind="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden /> {t("new")}
            </Button>
          </>
        )
      }
      filters={
        <>
          <SearchBox
            className="w-full phone:w-[240px]"
            value={filters.q ?? ""}
            label={t("search")}
            onSearch={(q) => change({ ...(status ? { status } : {}), ...(q ? { q } : {}) })}
          />
          {SHOWN_STATES.map((each) => (
            <FilterChip
              key={each}
              on={status === each}
              onClick={() => change(status === each ? rest : { ...rest, status: each })}
            >
              {t(`states.${each}`)}
            </FilterChip>
          ))}
        </>
      }
    >
      {templates && templates.length > 0 ? (
        <>
          <TemplatesTable templates={templates} mayWrite={mayWrite} />
          {query.hasNextPage && (
            <div className="p-3 text-center">
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("more")}
              </Button>
            </div>
          )}
        </>
      ) : templates ? (
        <Nothing filtered={Boolean(filters.q || status)} noNumber={numbers !== undefined && cloud.length === 0} />
      ) : query.error ? (
        <ErrorState
          title={t("failed")}
          text={text(Problem.of(query.error))}
          retry={t("retry")}
          onRetry={() => void query.refetch()}
          requestId={Problem.of(query.error).requestId}
        />
      ) : (
        <Skeleton className="h-72 rounded-card" />
      )}
      {adding && <NewTemplateDialog numbers={cloud} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Nothing({ filtered, noNumber }: { filtered: boolean; noNumber: boolean }) {
  const { t } = useTranslation("templates");
  if (filtered) return <EmptyState title={t("noneFit")} />;
  if (noNumber)
    return (
      <EmptyState title={t("noNumber.title")} action={<TextLink to="/instances">{t("noNumber.action")}</TextLink>}>
        {t("noNumber.text")}
      </EmptyState>
    );
  return <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>;
}

/** Asks Meta how the templates stand. */
function Sync() {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const sync = useMutation({
    mutationFn: () => answer(api.POST("/v1/templates/sync")),
    onSuccess: ({ changed }) => {
      void client.invalidateQueries({ queryKey: templatesKey(businessId) });
      notify(t("synced", { count: changed }));
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  return (
    <Button busy={sync.isPending} onClick={() => sync.mutate()}>
      <RefreshCw aria-hidden /> {t("sync")}
    </Button>
  );
}
