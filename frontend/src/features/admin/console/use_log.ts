import { useCallback, useEffect, useRef, useState } from "react";
import { asLogQuery, type LogFilters } from "@/features/admin/console/filters";
import { type Log, withFresh, withOlder } from "@/features/admin/console/log";
import { adminApi } from "@/lib/api/admin";
import { answer } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";

const EVERY_MS = 1000;
const AFTER_FAILURE_MS = 5000;
const PAGE = 100;

/**
 * Returns the log and what moves it. live: what comes is asked for every second, while the page is seen.
 *
 * What the filters are must not change under it: it is made anew for others (`key`).
 */
export function useLog(filters: LogFilters, live: boolean) {
  const [log, setLog] = useState<Log | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [older, setOlder] = useState(false);
  const follows = useRef(true);
  const tail = useRef<string | null>(null);
  const query = useRef(asLogQuery(filters));
  const begin = useCallback(async (signal: AbortSignal) => {
    const page = await events({ ...query.current, limit: PAGE }, signal);
    tail.current = page.tail;
    setLog({ rows: page.items, waiting: [], next: page.next });
  }, []);
  const ask = useCallback(
    async (signal: AbortSignal) => {
      if (!tail.current) {
        await begin(signal); // there was nothing yet to come after
        return false;
      }
      const page = await events({ ...query.current, limit: PAGE, after: tail.current }, signal);
      tail.current = page.tail ?? tail.current;
      setLog((old) => old && withFresh(old, page.items, follows.current));
      return page.items.length === PAGE;
    },
    [begin],
  );
  useEffect(() => {
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const step = async () => {
      let wait = EVERY_MS;
      try {
        const seen = live && !document.hidden;
        if ((seen || !tail.current) && (await ask(end.signal))) wait = 0; // there is more
        setProblem(null);
      } catch (error) {
        if (end.signal.aborted) return;
        const refused = Problem.of(error);
        setProblem(refused);
        wait = refused.retryAfter ? refused.retryAfter * 1000 : AFTER_FAILURE_MS;
      }
      if (!end.signal.aborted && live) timer = setTimeout(step, wait);
    };
    void step();
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [ask, live]);
  const follow = useCallback((on: boolean) => {
    if (on === follows.current) return;
    follows.current = on;
    if (on) setLog((old) => old && withFresh(old, [], true));
  }, []);
  const more = async () => {
    if (!log?.next || older) return;
    setOlder(true);
    try {
      const page = await events({ ...query.current, limit: PAGE, cursor: log.next });
      setLog((old) => old && withOlder(old, page.items, page.next));
    } catch (error) {
      setProblem(Problem.of(error));
    } finally {
      setOlder(false);
    }
  };
  return { log, problem, follow, more, loadingOlder: older };
}

type Query = ReturnType<typeof asLogQuery> & { limit: number; cursor?: string; after?: string };

function events(query: Query, signal?: AbortSignal) {
  return answer(adminApi.GET("/v1/admin/events", { params: { query }, ...(signal ? { signal } : {}) }));
}
