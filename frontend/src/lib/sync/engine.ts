import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { tellLedChanges } from "@/lib/sync/led_changes";

export type Changes = components["schemas"]["SyncChanges"];
type Told = { changes: Changes } | { anew: true };
type Handlers = { onChanges: (changes: Changes) => void; onAnew: () => void; onOnline: (online: boolean) => void };

const VISIBLE_MS = 1_000;
const HIDDEN_MS = 5_000;
const IDLE_MS = 10_000;
const IDLE_AFTER_MS = 300_000;
const LONGEST_MS = 30_000;
const UNTIL_LOG_IN_MS = 2_000;

/**
 * Follows `/v1/sync` for one business until the signal ends it. Of all tabs one asks, the others hear from it.
 *
 * onAnew: the cursor was too old, so lists must be loaded again.
 */
export function followChanges(businessId: string, handlers: Handlers, signal: AbortSignal): void {
  const channel = new BroadcastChannel(`recado-sync-${businessId}`);
  channel.onmessage = ({ data }: MessageEvent<Told>) => tell(data, handlers);
  signal.addEventListener("abort", () => channel.close());
  navigator.locks
    .request(`recado-sync-${businessId}`, { signal }, () => lead(channel, handlers, signal))
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}

async function lead(channel: BroadcastChannel, handlers: Handlers, signal: AbortSignal): Promise<void> {
  const spread = (told: Told) => {
    channel.postMessage(told);
    tell(told, handlers);
  };
  let cursor: string | null = null;
  let failures = 0;
  let activeAt = Date.now();
  const active = () => {
    activeAt = Date.now();
  };
  for (const event of ["pointerdown", "keydown"]) window.addEventListener(event, active, { signal });
  while (!signal.aborted) {
    let wait =
      document.visibilityState === "hidden" ? HIDDEN_MS : Date.now() - activeAt > IDLE_AFTER_MS ? IDLE_MS : VISIBLE_MS;
    try {
      const changes: Changes = await ask(cursor);
      if (cursor !== null && holdsSomething(changes)) {
        spread({ changes });
        tellLedChanges(changes);
      }
      if (changes.more) wait = 0;
      cursor = changes.next;
      failures = 0;
      handlers.onOnline(true);
    } catch (error) {
      const problem = Problem.of(error);
      if (problem.code === "cursor_expired") {
        cursor = null;
        spread({ anew: true });
        continue;
      }
      if (problem.status === 401) {
        await pause(UNTIL_LOG_IN_MS, signal); // a dialog asks to log in again; then it goes on from the same cursor
        continue;
      }
      failures += 1;
      handlers.onOnline(problem.status !== 0);
      wait = problem.retryAfter
        ? problem.retryAfter * 1000
        : Math.min(LONGEST_MS, 1000 * 2 ** failures) * (0.75 + Math.random() / 2);
    }
    await pause(wait, signal);
  }
}

function ask(cursor: string | null): Promise<Changes> {
  return answer(api.GET("/v1/sync", { params: { query: cursor ? { cursor } : {} } }));
}

function tell(told: Told, handlers: Handlers): void {
  if ("anew" in told) handlers.onAnew();
  else handlers.onChanges(told.changes);
}

function holdsSomething(changes: Changes): boolean {
  const { gone, next: _next, more: _more, ...lists } = changes;
  return [...Object.values(lists), ...Object.values(gone)].some((list) => Array.isArray(list) && list.length > 0);
}

/** Waits; a tab that is shown again, or a network that is back, ends the wait. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = new AbortController();
    const done = () => {
      clearTimeout(timer);
      wake.abort();
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { signal: wake.signal });
    window.addEventListener("online", done, { signal: wake.signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && done(), {
      signal: wake.signal,
    });
  });
}
