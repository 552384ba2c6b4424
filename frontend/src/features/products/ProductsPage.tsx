import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { FiltersRow } from "@/features/products/FiltersRow";
import type { ProductFilters } from "@/features/products/filters";
import { ProductTable } from "@/features/products/ProductTable";
import { categoriesQuery, productPagesQuery } from "@/features/products/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";

const EditorPanel = lazy(() =>
  import("@/features/products/EditorPanel").then((module) => ({ default: module.EditorPanel })),
);
type Changes = { [name in keyof ProductFilters]: ProductFilters[name] | undefined };

/** What the business sells. The list stays while a product is open beside it. */
export function ProductsPage({ filters }: { filters: ProductFilters }) {
  const { t } = useTranslation("products");
  const navigate = useNavigate();
  const mayWrite = useMay("catalog:write");
  const change = (part: Changes) => {
    const search = Object.fromEntries(Object.entries({ ...filters, ...part }).filter(([, value]) => value));
    void navigate({ to: "/products", search, replace: !("id" in part) });
  };
  const add = mayWrite && (
    <Button kind="primary" onClick={() => change({ id: "new" })}>
      <Plus aria-hidden /> {t("new")}
    </Button>
  );
  return (
    <div className="flex h-full">
      <div className="min-w-0 flex-1">
        <Page title={t("title")} actions={add} filters={<FiltersRow filters={filters} onChange={change} />}>
          <List filters={filters} add={add} onChange={change} />
        </Page>
      </div>
      {filters.id && (
        <Suspense>
          <EditorPanel key={filters.id} id={filters.id} onOpen={(id) => change({ id })} />
        </Suspense>
      )}
    </div>
  );
}

type ListProps = { filters: ProductFilters; add: React.ReactNode; onChange: (part: Changes) => void };

function List({ filters, add, onChange }: ListProps) {
  const { t } = useTranslation("products");
  const text = useProblemText();
  const businessId = useBusinessId();
  const query = useInfiniteQuery(productPagesQuery(businessId, filters));
  const { data: categories = [] } = useQuery(categoriesQuery(businessId));
  const products = query.data?.pages.flatMap(({ items }) => items);
  if (!products && query.error) {
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
  if (!products) return <Skeleton className="h-96 rounded-card" />;
  const narrowed = filters.q || filters.category || filters.stock || filters.shown;
  if (products.length === 0)
    return narrowed ? (
      <EmptyState
        title={t("nothing")}
        action={
          <Button onClick={() => onChange({ q: undefined, category: undefined, stock: undefined, shown: undefined })}>
            {t("clear")}
          </Button>
        }
      />
    ) : (
      <EmptyState title={t("none")} action={add}>
        {t("noneText")}
      </EmptyState>
    );
  return (
    <>
      <ProductTable
        products={products}
        categories={categories}
        openId={filters.id}
        onOpen={(id) => onChange({ id: id === filters.id ? undefined : id })}
      />
      {query.hasNextPage && (
        <div className="mt-4 text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
