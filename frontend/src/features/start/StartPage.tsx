import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Checklist, useSteps } from "@/features/start/Checklist";
import { DayFigures } from "@/features/start/DayFigures";
import { HoursChart } from "@/features/start/HoursChart";
import { todayQuery } from "@/features/start/queries";
import { Waiting } from "@/features/start/Waiting";
import { Problem } from "@/lib/api/problem";
import { hour, weekdayDate } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { businessQuery, useBusinessId, useMay, useMe, usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

/** The day at a glance: figures, who waits, and the first steps until they are done. */
export function StartPage() {
  const mayReport = useMay("reports:read");
  const steps = useSteps();
  const { t } = useTranslation("start");
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a quiet day nothing else in it takes the focus that scrolls
      tabIndex={0}
      aria-label={t("label")}
      className="h-full overflow-y-auto focus-visible:outline-offset-[-2px]"
    >
      <div className="mx-auto max-w-[1184px] px-4 pb-12 phone:px-8">
        <Greeting />
        {mayReport && <Figures />}
        <div className={classes("grid items-start gap-4", steps && "lg:grid-cols-[minmax(0,1fr)_344px]")}>
          <div className="flex min-w-0 flex-col gap-4">
            {mayReport && <Hours />}
            <Waiting />
          </div>
          {steps && <Checklist steps={steps} />}
        </div>
      </div>
    </section>
  );
}

function Greeting() {
  const { t } = useTranslation("start");
  const me = useMe();
  const place = usePlace();
  const business = useQuery(businessQuery(useBusinessId())).data;
  const now = new Date();
  const at = Number(hour(now, place).split(":")[0]);
  const part = at < 5 || at >= 19 ? "night" : at < 12 ? "morning" : "afternoon";
  return (
    <header className="pt-6 pb-4">
      <h1 className="font-semibold text-page">{t(`greeting.${part}`, { name: me.name.split(" ")[0] })}</h1>
      <p className="text-ink-2 text-table">{[weekdayDate(now, place), business?.name].filter(Boolean).join(" · ")}</p>
    </header>
  );
}

function Figures() {
  const { t } = useTranslation("start");
  const text = useProblemText();
  const { data, error, refetch } = useQuery(todayQuery(useBusinessId()));
  if (data) return <DayFigures report={data} />;
  if (!error) return <Skeleton className="mb-4 h-[106px] rounded-card" />;
  return (
    <Card className="mb-4">
      <ErrorState
        title={t("failed")}
        text={text(Problem.of(error))}
        retry={t("retry")}
        onRetry={() => void refetch()}
        requestId={Problem.of(error).requestId}
      />
    </Card>
  );
}

function Hours() {
  const { data } = useQuery(todayQuery(useBusinessId()));
  return data ? <HoursChart report={data} /> : null;
}
