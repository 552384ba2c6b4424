import { Link2, Pause, Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LogFilters } from "@/features/admin/console/filters";
import { LogFiltersRow } from "@/features/admin/console/LogFiltersRow";
import { LogView } from "@/features/admin/console/LogView";
import { useLog } from "@/features/admin/console/use_log";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";
import { classes } from "@/ui/classes";
import { ErrorState } from "@/ui/ErrorState";
import { notify } from "@/ui/notify";
import { Skeleton } from "@/ui/Skeleton";

/** What happens on the platform, as it happens. */
export function ConsolePage({ filters }: { filters: LogFilters }) {
  const { t } = useTranslation("admin");
  const [paused, setPaused] = useState(false);
  const past = filters.to !== undefined;
  const copy = () => void navigator.clipboard.writeText(location.href).then(() => notify(t("console.linkCopied")));
  return (
    <div className="mx-auto flex h-full max-w-[1440px] flex-col px-4 pb-4 phone:px-8 phone:pb-6">
      <header className="flex min-h-[76px] shrink-0 flex-wrap items-center gap-x-3 gap-y-2 pt-4 pb-3 phone:pt-6">
        <h1 className="font-semibold text-page">{t("pages.console")}</h1>
        <p role="status" className="flex min-w-0 flex-1 items-center gap-2 text-ink-2 text-table">
          <span aria-hidden className={classes("size-2 rounded-full", paused || past ? "bg-edge" : "bg-accent")} />
          {past ? t("console.past") : paused ? t("console.paused") : t("console.live")}
        </p>
        <Button kind="ghost" onClick={copy}>
          <Link2 aria-hidden /> <span className="hidden phone:inline">{t("console.copyLink")}</span>
          <span className="sr-only phone:hidden">{t("console.copyLink")}</span>
        </Button>
        {!past && (
          <Button onClick={() => setPaused(!paused)}>
            {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {paused ? t("console.go") : t("console.pause")}
          </Button>
        )}
      </header>
      <LogFiltersRow filters={filters} />
      <Shown key={JSON.stringify(filters)} filters={filters} live={!paused && !past} />
    </div>
  );
}

function Shown({ filters, live }: { filters: LogFilters; live: boolean }) {
  const { t } = useTranslation("admin");
  const text = useProblemText();
  const { log, problem, follow, more, loadingOlder } = useLog(filters, live);
  if (log)
    return (
      <LogView
        log={log}
        filters={filters}
        trouble={problem && text(problem)}
        onFollow={follow}
        onEnd={() => void more()}
        loadingOlder={loadingOlder}
      />
    );
  if (!problem) return <Skeleton className="min-h-0 flex-1 rounded-card" />;
  return (
    <ErrorState
      title={t("list.failed")}
      text={text(problem)}
      retry={t("list.retry")}
      onRetry={() => location.reload()}
      requestId={problem.requestId}
    />
  );
}
