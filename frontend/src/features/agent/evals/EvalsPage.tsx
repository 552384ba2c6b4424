import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentFrame } from "@/features/agent/AgentFrame";
import { CaseTable } from "@/features/agent/evals/CaseTable";
import { FiguresStrip } from "@/features/agent/evals/FiguresStrip";
import { NoCases } from "@/features/agent/evals/NoCases";
import { type Case, casesQuery, comparisonQuery, type Run, runQuery, runsQuery } from "@/features/agent/evals/queries";
import { RunBar } from "@/features/agent/evals/RunBar";
import { rowsCompared, rowsOfRun } from "@/features/agent/evals/rows";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

const CaseDialog = lazy(() =>
  import("@/features/agent/evals/CaseDialog").then((module) => ({ default: module.CaseDialog })),
);

/** Cases that measure the agent, and what got better or worse since another run. edit: a case that was just recorded. */
export function EvalsPage({ edit, onEdited }: { edit: string | null; onEdited: () => void }) {
  const { t } = useTranslation(["evals", "common"]);
  const text = useProblemText();
  const businessId = useBusinessId();
  const cases = useQuery(casesQuery(businessId));
  const runs = useQuery(runsQuery(businessId));
  const [edited, setEdited] = useState<Case | "new" | null>(null);
  const recorded = edit ? (cases.data?.find(({ id }) => id === edit) ?? null) : null;
  const shown = edited ?? recorded;
  const close = () => {
    setEdited(null);
    if (edit) onEdited();
  };
  const error = cases.error ?? runs.error;
  return (
    <AgentFrame>
      {error && !(cases.data && runs.data) ? (
        <ErrorState
          title={t("evals:failed")}
          text={text(Problem.of(error))}
          retry={t("common:retry")}
          onRetry={() => void Promise.all([cases.refetch(), runs.refetch()])}
          requestId={Problem.of(error).requestId}
        />
      ) : !cases.data || !runs.data ? (
        <Skeleton className="h-96 rounded-card" />
      ) : cases.data.length === 0 && runs.data.length === 0 ? (
        <NoCases onNew={() => setEdited("new")} />
      ) : (
        <Measured cases={cases.data} runs={runs.data} onEdit={setEdited} />
      )}
      {shown && (
        <Suspense>
          <CaseDialog edited={shown === "new" ? null : shown} onClose={close} />
        </Suspense>
      )}
    </AgentFrame>
  );
}

type Props = { cases: Case[]; runs: Run[]; onEdit: (edited: Case | "new") => void };

function Measured({ cases, runs, onEdit }: Props) {
  const businessId = useBusinessId();
  const [chosen, setChosen] = useState<{ before?: string; after?: string }>({});
  const [tag, setTag] = useState<string | null>(null);
  const after = runs.find(({ id }) => id === chosen.after) ?? runs[0] ?? null;
  const older = after ? runs.slice(runs.indexOf(after) + 1) : [];
  const before = runs.find(({ id }) => id === chosen.before) ?? likeIt(older, after) ?? null;
  const two = Boolean(before && after && before.id !== after.id);
  const compared = useQuery(comparisonQuery(businessId, two ? before : null, after));
  const single = useQuery(runQuery(businessId, two ? null : after));
  const rows =
    two && compared.data ? rowsCompared(compared.data.cases, cases) : rowsOfRun(single.data?.cases ?? [], cases);
  const amount = cases.filter(({ tags }) => !tag || tags.includes(tag)).length;
  return (
    <>
      <RunBar
        runs={runs}
        before={before}
        after={after}
        onBefore={(id) => setChosen({ ...chosen, before: id })}
        onAfter={(id) => setChosen({ ...chosen, after: id })}
        amount={amount}
        tag={tag}
        onNew={() => onEdit("new")}
      />
      {after && (
        <FiguresStrip now={after.figures} before={two && before ? before.figures : null} trials={after.trials} />
      )}
      <CaseTable rows={rows} before={two ? before : null} after={after} tag={tag} onTag={setTag} onEdit={onEdit} />
    </>
  );
}

/** The newest of the older runs that played as much: a run of one case says little of a run of all. */
function likeIt(older: Run[], after: Run | null): Run | undefined {
  const done = older.filter(({ figures }) => figures.done > 0);
  return done.find(({ figures }) => figures.cases >= (after?.figures.cases ?? 0)) ?? done[0];
}
