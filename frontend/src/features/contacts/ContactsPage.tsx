import { useInfiniteQuery } from "@tanstack/react-query";
import { Download, Plus, Upload } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { BulkBar } from "@/features/contacts/BulkBar";
import { ContactFiltersRow } from "@/features/contacts/ContactFiltersRow";
import { ContactsTable } from "@/features/contacts/ContactsTable";
import { ExportDialog } from "@/features/contacts/ExportDialog";
import type { ContactFilters } from "@/features/contacts/filters";
import { NewContactDialog } from "@/features/contacts/NewContactDialog";
import { contactsQuery } from "@/features/contacts/queries";
import { useFilters } from "@/features/contacts/use_filters";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";

const ImportDialog = lazy(() =>
  import("@/features/contacts/import/ImportDialog").then((module) => ({ default: module.ImportDialog })),
);

/** Everybody who wrote or was added: found, filtered, chosen, changed together. */
export function ContactsPage({ filters }: { filters: ContactFilters }) {
  const { t } = useTranslation("contacts");
  const mayWrite = useMay("contacts:write");
  const mayManage = useMay("contacts:manage");
  const [dialog, setDialog] = useState<"new" | "export" | "import" | null>(null);
  return (
    <Page
      title={t("title")}
      filters={<ContactFiltersRow filters={filters} />}
      actions={
        <>
          {mayManage && (
            <Button kind="ghost" onClick={() => setDialog("import")}>
              <Upload aria-hidden /> {t("import.action")}
            </Button>
          )}
          {mayManage && (
            <Button kind="ghost" onClick={() => setDialog("export")}>
              <Download aria-hidden /> {t("export")}
            </Button>
          )}
          {mayWrite && (
            <Button kind="primary" onClick={() => setDialog("new")}>
              <Plus aria-hidden /> {t("new")}
            </Button>
          )}
        </>
      }
    >
      <List key={JSON.stringify(filters)} filters={filters} />
      {dialog === "new" && <NewContactDialog onClose={() => setDialog(null)} />}
      {dialog === "import" && (
        <Suspense>
          <ImportDialog onClose={() => setDialog(null)} />
        </Suspense>
      )}
      {dialog === "export" && <ExportDialog filters={filters} onClose={() => setDialog(null)} />}
    </Page>
  );
}

function List({ filters }: { filters: ContactFilters }) {
  const { t } = useTranslation("contacts");
  const text = useProblemText();
  const change = useFilters(filters);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(contactsQuery(useBusinessId(), filters));
  const contacts = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.error && contacts.length === 0) {
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
  if (query.isPending) return <Waiting />;
  if (contacts.length === 0)
    return Object.keys(filters).length > 0 ? (
      <EmptyState
        title={t("list.noneFit")}
        action={
          <Button onClick={() => change({ q: undefined, tag: undefined, assignee: undefined, archived: undefined })}>
            {t("filters.clear")}
          </Button>
        }
      />
    ) : (
      <EmptyState title={t("list.emptyTitle")}>{t("list.emptyText")}</EmptyState>
    );
  return (
    <>
      <ContactsTable
        contacts={contacts}
        chosen={chosen}
        onChoose={setChosen}
        sort={filters.sort ?? "last_message"}
        onSort={(sort) => change({ sort: sort === "name" ? "name" : undefined })}
        onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
      />
      {chosen.size > 0 && <BulkBar chosen={chosen} onChoose={setChosen} archived={filters.archived ?? false} />}
    </>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-px overflow-hidden rounded-card border border-line bg-surface p-5">
      {Array.from({ length: 10 }, (_, at) => at).map((at) => (
        <div key={at} className="flex h-12 items-center gap-4">
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className="h-4 w-48" />
          <Skeleton className="h-4 w-32" />
        </div>
      ))}
    </div>
  );
}
