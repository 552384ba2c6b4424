import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { components } from "@/api/crm";
import { type AgentConfig, configKey, configQuery } from "@/features/agent/configs/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useBusinessId } from "@/lib/session/me";

const RESTING_MS = 800;
type Changes = Partial<AgentConfig>;

/** Returns the draft with what was changed here, which is saved a moment after the last change, one save at a time.
 *  conflict: somebody else changed the draft meanwhile, and nothing is saved until one of the two is chosen. */
export function useDraft() {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const loading = useQuery(configQuery(businessId));
  const [changes, setChanges] = useState<Changes>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const saver = useMemo(
    () =>
      newSaver({
        revision: () => client.getQueryData(configQuery(businessId).queryKey)?.revision ?? 0,
        onChange: setChanges,
        onProblem: setProblem,
        onSaved: async (saved) => {
          await client.cancelQueries({ queryKey: configKey(businessId) });
          client.setQueryData(configQuery(businessId).queryKey, saved);
        },
      }),
    [client, businessId],
  );
  const latest = useRef(saver);
  latest.current = saver;
  useEffect(() => () => void latest.current.flush(), []);
  const overview = loading.data;
  const reload = () => client.invalidateQueries({ queryKey: configKey(businessId) });
  return {
    loading,
    overview,
    config: overview && { ...overview.config, ...changes },
    dirty: Object.keys(changes).length > 0,
    problem,
    conflict: problem?.code === "agent_config_changed",
    set: saver.set,
    flush: saver.flush,
    keepMine: async () => {
      await reload();
      saver.again();
    },
    takeTheirs: async () => {
      saver.forget();
      await reload();
    },
  };
}

type Overview = components["schemas"]["AgentConfigOverview"];
type Port = {
  revision: () => number;
  onChange: (changes: Changes) => void;
  onProblem: (problem: Problem | null) => void;
  onSaved: (saved: Overview) => Promise<void>;
};

/** What saves changes to the draft. */
function newSaver(port: Port) {
  let waiting: Changes = {};
  let base: number | null = null; // of the draft that the first change was made to
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy: Promise<boolean> | null = null;

  async function send(): Promise<boolean> {
    const sent = waiting;
    try {
      const saved = await answer(
        api.PATCH("/v1/agent/config/draft", { body: { ...asRequest(sent), revision: base ?? port.revision() } }),
      );
      await port.onSaved(saved);
      waiting = Object.fromEntries(
        Object.entries(waiting).filter(([name, value]) => sent[name as keyof AgentConfig] !== value),
      );
      base = Object.keys(waiting).length > 0 ? saved.revision : null;
      port.onChange(waiting);
      port.onProblem(null);
      return true;
    } catch (error) {
      port.onProblem(Problem.of(error));
      return false;
    }
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    while (busy) await busy;
    if (Object.keys(waiting).length === 0) return true;
    busy = send().finally(() => {
      busy = null;
    });
    return busy;
  }

  return {
    flush,
    set(part: Changes) {
      base ??= port.revision();
      waiting = { ...waiting, ...part };
      port.onChange(waiting);
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), RESTING_MS);
    },
    again() {
      base = port.revision();
      void flush();
    },
    forget() {
      clearTimeout(timer);
      waiting = {};
      base = null;
      port.onChange(waiting);
      port.onProblem(null);
    },
  };
}

/** Of what is the platform's, or without a cap, a request has words. */
function asRequest(changes: Changes): Omit<components["schemas"]["UpdateAgentDraft"], "revision"> {
  const { agent_model, agent_effort, agent_daily_micros, ...rest } = changes;
  return {
    ...rest,
    ...(agent_model === undefined ? {} : { agent_model: agent_model ?? "" }),
    ...(agent_effort === undefined ? {} : { agent_effort: agent_effort ?? "default" }),
    ...(agent_daily_micros === undefined ? {} : { agent_daily_micros: agent_daily_micros ?? 0 }),
  };
}
