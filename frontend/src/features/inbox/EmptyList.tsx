import { useTranslation } from "react-i18next";
import type { Filters } from "@/features/inbox/filters";
import { useFilters } from "@/features/inbox/use_filters";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";

/** A list without rows: nothing fits the filter, or nobody has written yet. */
export function EmptyList({ filters, onWrite }: { filters: Filters; onWrite: () => void }) {
  const { t } = useTranslation("inbox");
  const change = useFilters(filters);
  const clear = () => change({ view: undefined, state: undefined, q: undefined, tag: undefined, number: undefined });
  if (Object.keys(filters).length > 0)
    return <EmptyState title={t("list.noneFit")} action={<Button onClick={clear}>{t("list.clear")}</Button>} />;
  return (
    <EmptyState
      title={t("list.emptyTitle")}
      action={
        <Button kind="primary" onClick={onWrite}>
          {t("list.write")}
        </Button>
      }
    >
      {t("list.emptyText")}
    </EmptyState>
  );
}
