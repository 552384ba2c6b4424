import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { AuditRow } from "@/features/settings/audit/AuditRow";
import type { AuditFilters } from "@/features/settings/audit/filters";
import { ForAdministrators } from "@/features/settings/ForAdministrators";
import { actionsQuery, auditQuery } from "@/features/settings/queries";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { Problem } from "@/lib/api/problem";
import { membersQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Select } from "@/ui/Input";
import { Skeleton } from "@/ui/Skeleton";

const LOOK = "phone:h-8 phone:w-auto phone:text-table";

/** Who changed what, the newest first. */
export function AuditPage({ filters }: { filters: AuditFilters }) {
  const { t, i18n } = useTranslation("settings");
  const text = useProblemText();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const place = usePlace();
  const language = i18n.resolvedLanguage === "en" ? "en" : "es";
  const mayRead = useMay("audit:read");
  const actions = useQuery({ ...actionsQuery(), enabled: mayRead }).data ?? [];
  const members = useQuery(membersQuery(businessId)).data ?? [];
  const query = useInfiniteQuery({ ...auditQuery(businessId, filters, place), enabled: mayRead });
  const entries = query.data?.pages.flatMap(({ items }) => items);
  const names = new Map(actions.map(({ action, name }) => [action, name[language]]));
  const change = (part: { [name in keyof AuditFilters]: string }) => {
    const next = Object.fromEntries(Object.entries({ ...filters, ...part }).filter(([, value]) => value));
    void navigate({ to: "/settings/audit", search: next, replace: true });
  };
  if (!mayRead) return <ForAdministrators title={t("pages.audit")} />;
  const problem = query.error ? Problem.of(query.error) : null;
  return (
    <SettingsPage title={t("pages.audit")} text={t("audit.text")}>
      <div className="mb-3 flex flex-wrap gap-2">
        <Select
          aria-label={t("audit.action")}
          className={LOOK}
          value={filters.action ?? ""}
          onChange={({ target }) => change({ action: target.value })}
        >
          <option value="">{t("audit.everything")}</option>
          {actions.map(({ action, name }) => (
            <option key={action} value={action}>
              {name[language]}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t("audit.who")}
          className={LOOK}
          value={filters.actor ?? ""}
          onChange={({ target }) => change({ actor: target.value })}
        >
          <option value="">{t("audit.everybody")}</option>
          {members.map(({ user_id, name }) => (
            <option key={user_id} value={user_id}>
              {name}
            </option>
          ))}
        </Select>
        {(["from", "to"] as const).map((name) => (
          <input
            key={name}
            type="date"
            aria-label={t(`audit.${name}`)}
            value={filters[name] ?? ""}
            onChange={({ target }) => change({ [name]: target.value })}
            className="h-11 rounded-control border border-edge bg-surface px-2 text-[16px] phone:h-8 phone:text-table"
          />
        ))}
      </div>
      <Card>
        {!entries && !problem && <Skeleton className="m-5 h-60" />}
        {!entries && problem && (
          <ErrorState
            title={t("failed")}
            text={text(problem)}
            retry={t("retry")}
            onRetry={() => void query.refetch()}
            requestId={problem.requestId}
          />
        )}
        {entries?.length === 0 && <EmptyState title={t("audit.none")} />}
        <ul>
          {entries?.map((entry) => (
            <AuditRow key={entry.id} entry={entry} name={names.get(entry.action) ?? entry.action} />
          ))}
        </ul>
        {query.hasNextPage && (
          <div className="border-line border-t p-3 text-center">
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t("audit.more")}
            </Button>
          </div>
        )}
      </Card>
    </SettingsPage>
  );
}
