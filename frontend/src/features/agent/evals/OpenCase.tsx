import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Run, type Trial, type TrialDetail, trialsQuery } from "@/features/agent/evals/queries";
import { isFailed, type Row } from "@/features/agent/evals/rows";
import { Transcript } from "@/features/agent/evals/Transcript";
import { useRuleText } from "@/features/agent/evals/words";
import { wordDiff } from "@/features/agent/lessons/word_diff";
import { useBusinessId } from "@/lib/session/me";
import { Skeleton } from "@/ui/Skeleton";

type Props = { row: Row; before: Run | null; after: Run | null };

const done = (trials: Trial[] | null) => trials?.filter(({ state }) => state === "done").length ?? 0;

/** Both runs' answers where they differ, and the rule that fails. */
export function OpenCase({ row, before, after }: Props) {
  const { t } = useTranslation("evals");
  const [whole, setWhole] = useState(false);
  const businessId = useBusinessId();
  const old = useQuery({
    ...trialsQuery(businessId, before?.id ?? "", row.id, done(row.before)),
    enabled: Boolean(before && row.before),
  });
  const now = useQuery({
    ...trialsQuery(businessId, after?.id ?? "", row.id, done(row.after)),
    enabled: Boolean(after && row.after),
  });
  const was = telling(old.data, row.change === "better");
  const is = telling(now.data, row.change !== "better");
  const step = differing(was, is);
  if (now.isLoading || old.isLoading) return <Skeleton className="mx-5 mb-3 h-14" />;
  const both = Boolean(before && row.before);
  return (
    <div className="border-line border-t bg-raised px-5 py-3">
      <div className={both ? "grid gap-x-8 gap-y-3 lg:grid-cols-2" : ""}>
        {both && <Side when={t("before")} trials={row.before} trial={was} other={is} step={step} whole={whole} />}
        {row.after && <Side when={t("now")} trials={row.after} trial={is} other={was} step={step} whole={whole} />}
      </div>
      <button
        type="button"
        aria-expanded={whole}
        onClick={() => setWhole(!whole)}
        className="min-h-6 rounded-small font-medium text-info text-table hover:underline"
      >
        {whole ? t("hideWhole") : t("showWhole")}
      </button>
    </div>
  );
}

type SideProps = {
  when: string;
  trials: Trial[] | null;
  trial: TrialDetail | null;
  other: TrialDetail | null;
  step: number;
  whole: boolean;
};

function Side({ when, trials, trial, other, step, whole }: SideProps) {
  const { t } = useTranslation("evals");
  const rule = useRuleText();
  const failed = trials?.filter(isFailed).length ?? 0;
  const all = trials?.length ?? 0;
  const said = trial ? saidIn(trial, step) : "";
  const wrong = trial?.checks.filter(({ holds }) => !holds) ?? [];
  return (
    <section aria-label={when} className="min-w-0">
      <h3 className="font-medium text-ink-2 text-meta">
        {when} · {failed ? t("failedOf", { some: failed, all }) : t("passedOf", { some: all, all })}
        {wrong[0] && `: ${rule(wrong[0])}`}
        {trial?.trouble && `: ${trial.trouble === "lost" ? t("lost") : t("modelAway")}`}
      </h3>
      {whole && trial ? (
        <>
          <Transcript lines={trial.transcript} />
          <ul className="mt-1 mb-2 list-disc pl-5 text-danger text-table">
            {wrong.map((check) => (
              <li key={check.rule + check.about}>{rule(check)}</li>
            ))}
          </ul>
        </>
      ) : (
        <p className="my-1 text-table [overflow-wrap:anywhere]">
          {said ? (
            <Said text={said} other={other ? saidIn(other, step) : said} bad={Boolean(wrong.length)} />
          ) : (
            t("silent")
          )}
        </p>
      )}
    </section>
  );
}

/** What was said, and in it what the other run did not say. */
function Said({ text, other, bad }: { text: string; other: string; bad: boolean }) {
  return (
    <>
      «
      {wordDiff(text, other).map((run, at) =>
        run.differs ? (
          <mark
            // biome-ignore lint/suspicious/noArrayIndexKey: runs of one text have no other name
            key={at}
            className={bad ? "bg-danger-soft text-danger" : "bg-transparent font-semibold text-ink"}
          >
            {run.text}
          </mark>
        ) : (
          run.text
        ),
      )}
      »
    </>
  );
}

/** The trial that tells most: one that failed, or one that did not. */
function telling(trials: TrialDetail[] | undefined, failed: boolean): TrialDetail | null {
  const over = trials?.filter(({ state }) => state === "done") ?? [];
  return over.find(({ passed }) => passed !== failed) ?? over[0] ?? null;
}

function differing(was: TrialDetail | null, is: TrialDetail | null): number {
  const steps = [...(is?.transcript ?? []), ...(was?.transcript ?? [])].map(({ step }) => step);
  const last = Math.max(1, ...steps);
  for (let step = 1; step <= last; step++) if (was && is && saidIn(was, step) !== saidIn(is, step)) return step;
  return Math.max(
    1,
    ...((is ?? was)?.transcript.filter(({ author }) => author === "agent").map(({ step }) => step) ?? []),
  );
}

function saidIn(trial: TrialDetail, step: number): string {
  return trial.transcript
    .filter((line) => line.step === step && line.author === "agent")
    .map(({ text }) => text)
    .join(" ");
}
