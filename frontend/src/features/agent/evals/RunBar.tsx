import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Play, Plus, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { configQuery } from "@/features/agent/configs/queries";
import { isUnderWay, MOST_TRIALS, type Run } from "@/features/agent/evals/queries";
import { useEvalChange } from "@/features/agent/evals/use_eval_change";
import { dollars, useRunName } from "@/features/agent/evals/words";
import { answer, api } from "@/lib/api/client";
import { count } from "@/lib/format/number";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";

type Props = {
  runs: Run[];
  before: Run | null;
  after: Run | null;
  onBefore: (id: string) => void;
  onAfter: (id: string) => void;
  amount: number;
  tag: string | null;
  onNew: () => void;
};

/** Which runs are compared, what the newer one was, and what starts another. */
export function RunBar({ runs, before, after, onBefore, onAfter, amount, tag, onNew }: Props) {
  const { t } = useTranslation("evals");
  const place = usePlace();
  const mayWrite = useMay("agent:write");
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3">
      {runs.length > 1 && (
        <>
          <Picker label={t("before")} runs={runs} value={before} onChange={onBefore} />
          <ArrowRight size={16} strokeWidth={1.75} aria-hidden className="text-ink-2 max-phone:hidden" />
        </>
      )}
      {after && <Picker label={t("now")} runs={runs} value={after} onChange={onAfter} />}
      {after && (
        <p className="text-ink-2 text-table" aria-live="polite">
          {t("casesAndTrials", { count: after.figures.cases, trials: t("trials", { count: after.trials }) })}
          {isUnderWay(after)
            ? ` · ${t("doneOf", { done: after.figures.done, all: after.figures.planned })}`
            : after.state !== "finished" && ` · ${t(`states.${after.state}`)}`}
          {after.figures.cost_micros !== null && ` · ${dollars(after.figures.cost_micros, place.language)} USD`}
        </p>
      )}
      {mayWrite && (
        <div className="ml-auto flex flex-wrap gap-2">
          <Button size="small" onClick={onNew}>
            <Plus aria-hidden /> {t("newCase")}
          </Button>
          <RunButton running={runs.find(isUnderWay) ?? null} tag={tag}>
            {t("run", { count: amount, amount: count(amount, place) })}
          </RunButton>
        </div>
      )}
    </div>
  );
}

type PickerProps = { label: string; runs: Run[]; value: Run | null; onChange: (id: string) => void };

function Picker({ label, runs, value, onChange }: PickerProps) {
  const name = useRunName();
  return (
    <label className="flex h-11 min-w-0 items-center gap-2 rounded-control border border-edge bg-surface pl-3 text-table focus-within:border-info phone:h-8 max-phone:w-full">
      <span className="shrink-0 text-ink-2">{label}</span>
      <select
        value={value?.id ?? ""}
        onChange={({ target }) => onChange(target.value)}
        className="h-full min-w-0 flex-1 cursor-pointer truncate rounded-control bg-surface pr-2 text-ink max-phone:text-[16px] phone:max-w-48"
      >
        {!value && <option value="">–</option>}
        {runs.map((run) => (
          <option key={run.id} value={run.id}>
            {name(run)}
          </option>
        ))}
      </select>
    </label>
  );
}

function RunButton({ running, tag, children }: { running: Run | null; tag: string | null; children: ReactNode }) {
  const { t } = useTranslation("evals");
  const change = useEvalChange();
  const { data: config } = useQuery(configQuery(useBusinessId()));
  const start = (what: "live" | "draft", trials: number) =>
    change.mutate(() =>
      answer(api.POST("/v1/agent/runs", { body: { config: what, trials, ...(tag ? { tags: [tag] } : {}) } })),
    );
  if (running)
    return (
      <Button
        size="small"
        busy={change.isPending}
        onClick={() =>
          change.mutate(() =>
            answer(api.POST("/v1/agent/runs/{run_id}/stop", { params: { path: { run_id: running.id } } })),
          )
        }
      >
        <Square aria-hidden /> {t("stop")}
      </Button>
    );
  const drafted = (config?.revision ?? 0) > 0;
  return (
    <Menu
      trigger={
        <Button size="small" kind="primary" busy={change.isPending}>
          <Play aria-hidden /> {children}
        </Button>
      }
    >
      {drafted && (
        <MenuItem onSelect={() => start("draft", MOST_TRIALS)}>{t("runDraft", { count: MOST_TRIALS })}</MenuItem>
      )}
      {drafted && <MenuItem onSelect={() => start("draft", 1)}>{t("runDraft", { count: 1 })}</MenuItem>}
      <MenuItem onSelect={() => start("live", MOST_TRIALS)}>{t("runLive", { count: MOST_TRIALS })}</MenuItem>
      <MenuItem onSelect={() => start("live", 1)}>{t("runLive", { count: 1 })}</MenuItem>
    </Menu>
  );
}
