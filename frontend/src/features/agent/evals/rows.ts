import type { Case, CaseChange, Check, ComparedCase, Trial } from "@/features/agent/evals/queries";

/** A row of the table: a case, and what came of it in one run or two. change: null before it was ever played. */
export type Row = {
  id: string;
  name: string;
  tags: string[];
  change: CaseChange | "passes" | "fails" | null;
  edited: boolean;
  failed: Check | null;
  before: Trial[] | null;
  after: Trial[] | null;
  /** What it is now; null of one that was deleted since. */
  kept: Case | null;
};

export type Tab = "all" | "changed" | "failing";

type Played = { case_id: string; name: string; tags: string[]; trials: Trial[] };

/** Returns the rows of a run alone. */
export function rowsOfRun(cases: Played[], kept: Case[]): Row[] {
  const rows = cases.map((each): Row => {
    const failed = each.trials.flatMap((trial) => trial.failed)[0] ?? null;
    const failing = each.trials.some(isFailed);
    const over = each.trials.some(({ state }) => state === "done");
    const change = !over ? "waiting" : failing ? "fails" : "passes";
    return {
      id: each.case_id,
      name: each.name,
      tags: each.tags,
      change,
      edited: false,
      failed,
      before: null,
      after: each.trials,
      kept: null,
    };
  });
  rows.sort((one, other) => Number(other.change === "fails") - Number(one.change === "fails"));
  return withKept(rows, kept);
}

/** Returns the rows of two runs, in the order of the server: what got worse first. */
export function rowsCompared(cases: ComparedCase[], kept: Case[]): Row[] {
  return withKept(
    cases.map(({ case_id, ...each }) => ({ ...each, id: case_id, kept: null })),
    kept,
  );
}

/** Cases that were never played come last, with the name they have now. */
function withKept(rows: Row[], kept: Case[]): Row[] {
  const byId = new Map(kept.map((each) => [each.id, each]));
  const played = new Set(rows.map(({ id }) => id));
  return [
    ...rows.map((row) => ({ ...row, kept: byId.get(row.id) ?? null })),
    ...kept
      .filter(({ id }) => !played.has(id))
      .map(
        (each): Row => ({
          id: each.id,
          name: each.name,
          tags: each.tags,
          change: null,
          edited: false,
          failed: null,
          before: null,
          after: null,
          kept: each,
        }),
      ),
  ];
}

export function isFailed(trial: Trial): boolean {
  return trial.state === "done" && !trial.passed;
}

export function isIn(row: Row, tab: Tab): boolean {
  if (tab === "changed") return row.change === "better" || row.change === "worse";
  if (tab === "failing") return Boolean(row.after?.some(isFailed));
  return true;
}
