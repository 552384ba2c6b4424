import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Filters } from "@/features/inbox/filters";
import { useFilters } from "@/features/inbox/use_filters";
import { instancesQuery } from "@/lib/business_lists";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { TextLink } from "@/ui/TextLink";

/** A list without rows: nothing fits the filter, or nobody has written yet. */
export function EmptyList({ filters, onWrite }: { filters: Filters; onWrite: () => void }) {
  const { t } = useTranslation("inbox");
  const change = useFilters(filters);
  const { data: numbers } = useQuery(instancesQuery(useBusinessId()));
  const clear = () => change({ view: undefined, state: undefined, q: undefined, tag: undefined, number: undefined });
  if (Object.keys(filters).length > 0)
    return <EmptyState title={t("list.noneFit")} action={<Button onClick={clear}>{t("list.clear")}</Button>} />;
  return (
    <EmptyState
      title={t("list.emptyTitle")}
      action={
        numbers?.length === 0 ? (
          <TextLink to="/instances">{t("list.connect")}</TextLink>
        ) : (
          <Button kind="primary" onClick={onWrite}>
            {t("list.write")}
          </Button>
        )
      }
    >
      {t("list.emptyText")}
    </EmptyState>
  );
}
