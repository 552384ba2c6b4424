import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { AnswersChart } from "@/features/reports/AnswersChart";
import { reportCsv } from "@/features/reports/csv";
import { Dates } from "@/features/reports/Dates";
import { FiguresStrip } from "@/features/reports/FiguresStrip";
import { periodOf, type ReportFilters, SPANS } from "@/features/reports/filters";
import { HeatMap } from "@/features/reports/HeatMap";
import { MembersTable } from "@/features/reports/MembersTable";
import { NumbersTable } from "@/features/reports/NumbersTable";
import { reportQuery } from "@/features/reports/queries";
import type { Report } from "@/features/reports/types";
import { Problem } from "@/lib/api/problem";
import { instancesQuery, membersQuery } from "@/lib/business_lists";
import { saveFile } from "@/lib/files";
import { dateSpan } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { FilterMenu } from "@/ui/FilterMenu";
import { MenuItem } from "@/ui/Menu";
import { Page } from "@/ui/Page";
import { Segments } from "@/ui/Segments";
import { Skeleton } from "@/ui/Skeleton";

/** What happened in the business: volume, who answered, how fast, when. */
export function ReportsPage({ filters }: { filters: ReportFilters }) {
  const { t } = useTranslation("reports");
  const text = useProblemText();
  const place = usePlace();
  const navigate = useNavigate();
  const mayRead = useMay("reports:read");
  const period = useMemo(() => periodOf(filters, new Date(), place), [filters, place]);
  const { data, error, refetch } = useQuery({
    ...reportQuery(useBusinessId(), period, filters),
    enabled: mayRead,
  });
  const change = (part: ReportFilters) => void navigate({ to: "/reports", search: part, replace: true });
  const { days: _days, first: _first, last: _last, ...rest } = filters;
  if (!mayRead)
    return (
      <Page title={t("title")}>
        <EmptyState title={t("noRight.title")}>{t("noRight.text")}</EmptyState>
      </Page>
    );
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <Segments
            label={t("span")}
            value={filters.first ? "dates" : String(filters.days ?? 30)}
            options={SPANS.map((each) => ({ value: String(each), text: t("days", { count: each }) }))}
            onChange={(value) => change({ ...rest, ...spanOf(value) })}
          />
          <Dates period={period} on={filters.first !== undefined} onChange={(dates) => change({ ...rest, ...dates })} />
          <Button
            disabled={!data}
            onClick={() => data && saveFile(`recado-${period.first}-${period.last}.csv`, reportCsv(data, t))}
          >
            <Download aria-hidden /> {t("export")}
          </Button>
        </>
      }
      filters={<Filters filters={filters} change={change} period={dateSpan(period.first, period.last, place)} />}
    >
      {data ? (
        <Charts report={data} />
      ) : error ? (
        <ErrorState
          title={t("failed")}
          text={text(Problem.of(error))}
          retry={t("retry")}
          onRetry={() => void refetch()}
          requestId={Problem.of(error).requestId}
        />
      ) : (
        <Skeleton className="h-96 rounded-card" />
      )}
    </Page>
  );
}

/** Thirty days are what an address without any means. */
function spanOf(value: string): ReportFilters {
  const days = SPANS.find((each) => String(each) === value);
  return days && days !== 30 ? { days } : {};
}

type FiltersProps = { filters: ReportFilters; change: (filters: ReportFilters) => void; period: string };

function Filters({ filters, change, period }: FiltersProps) {
  const { t } = useTranslation("reports");
  const businessId = useBusinessId();
  const numbers = useQuery(instancesQuery(businessId)).data ?? [];
  const members = useQuery(membersQuery(businessId)).data ?? [];
  const { number, member, ...rest } = filters;
  return (
    <>
      <span className="mr-2 text-ink-2 text-table">{period}</span>
      {numbers.length > 1 && (
        <FilterMenu
          name={t("number")}
          value={numbers.find(({ id }) => id === number)?.name}
          onClear={() => change({ ...rest, ...(member ? { member } : {}) })}
        >
          {numbers.map(({ id, name }) => (
            <MenuItem key={id} checked={id === number} onSelect={() => change({ ...filters, number: id })}>
              {name}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
      {members.length > 1 && (
        <FilterMenu
          name={t("member")}
          value={members.find(({ user_id }) => user_id === member)?.name}
          onClear={() => change({ ...rest, ...(number ? { number } : {}) })}
        >
          {members.map(({ user_id, name }) => (
            <MenuItem
              key={user_id}
              checked={user_id === member}
              onSelect={() => change({ ...filters, member: user_id })}
            >
              {name}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
    </>
  );
}

function Charts({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  if (report.total.received + report.total.sent + report.before.received === 0)
    return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  return (
    <div className="flex flex-col gap-4">
      <FiguresStrip report={report} />
      <AnswersChart report={report} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex min-w-0 flex-col gap-4">
          <MembersTable report={report} />
          {report.numbers.length > 1 && <NumbersTable report={report} />}
        </div>
        <HeatMap report={report} />
      </div>
    </div>
  );
}
