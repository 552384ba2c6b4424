import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";

export type Case = components["schemas"]["ShownEvalCase"];
export type NewCase = components["schemas"]["NewEvalCase"];
export type Run = components["schemas"]["ShownEvalRun"];
export type Figures = components["schemas"]["EvalFigures"];
export type Check = components["schemas"]["EvalCheck"];
export type Trial = components["schemas"]["EvalTrial"];
export type TrialDetail = components["schemas"]["EvalTrialDetail"];
export type ComparedCase = components["schemas"]["EvalComparedCase"];
export type CaseChange = components["schemas"]["EvalCaseChange"];

export const MOST_TRIALS = 4;
const WATCH_MS = 2_000;

export const evalsKey = (businessId: string) => [businessId, "evals"];

/** Every case: a business has up to 200. */
export function casesQuery(businessId: string) {
  return queryOptions({
    queryKey: [...evalsKey(businessId), "cases"],
    queryFn: async () => {
      const cases: Case[] = [];
      let cursor: string | null = null;
      do {
        const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor ? { cursor } : {}) };
        const page: components["schemas"]["ShownEvalCasePage"] = await answer(
          api.GET("/v1/agent/cases", { params: { query } }),
        );
        cases.push(...page.items);
        cursor = page.next;
      } while (cursor);
      return cases;
    },
  });
}

/** The runs that are kept, the newest first; while one goes on it is looked at again. */
export function runsQuery(businessId: string) {
  return queryOptions({
    queryKey: [...evalsKey(businessId), "runs"],
    queryFn: async () => (await answer(api.GET("/v1/agent/runs", { params: { query: { limit: 30 } } }))).items,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? WATCH_MS : false),
  });
}

/** The cases of a run with what came of them. done: how many trials are over, so that it is read again with each. */
export function runQuery(businessId: string, run: Run | null) {
  return queryOptions({
    queryKey: [...evalsKey(businessId), "run", run?.id, run?.figures.done, run?.state],
    queryFn: () => answer(api.GET("/v1/agent/runs/{run_id}", { params: { path: { run_id: run?.id ?? "" } } })),
    enabled: run !== null,
    placeholderData: (shown) => shown,
  });
}

export function comparisonQuery(businessId: string, before: Run | null, after: Run | null) {
  return queryOptions({
    queryKey: [...evalsKey(businessId), "comparison", before?.id, after?.id, after?.figures.done, after?.state],
    queryFn: () =>
      answer(
        api.GET("/v1/agent/runs/{run_id}/comparison", {
          params: { path: { run_id: after?.id ?? "" }, query: { before: before?.id ?? "" } },
        }),
      ),
    enabled: before !== null && after !== null,
    placeholderData: (shown) => shown,
  });
}

export function trialsQuery(businessId: string, runId: string, caseId: string, done: number) {
  return queryOptions({
    queryKey: [...evalsKey(businessId), "trials", runId, caseId, done],
    queryFn: async () =>
      (
        await answer(
          api.GET("/v1/agent/runs/{run_id}/cases/{case_id}", {
            params: { path: { run_id: runId, case_id: caseId } },
          }),
        )
      ).items,
  });
}

export function isUnderWay(run: Run): boolean {
  return run.state === "running";
}
