import { get, set } from "idb-keyval";
import { useMemo, useSyncExternalStore } from "react";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";

type Schemas = components["schemas"];
export type Content = Schemas["NewMessage"]["content"];
export type Pending = {
  clientId: string;
  conversationId: string;
  content: Content | { type: "note"; body: string };
  replyTo: string | null;
  at: string;
  state: "sending" | "offline" | "failed";
  problem: string | null;
};

const KEPT = "outbox";
const RETRY_MS = 3_000;
const OLD_MS = 600_000;
let pending: Pending[] = [];
let onSent: (message: Schemas["Message"]) => void = () => undefined;
const listeners = new Set<() => void>();
const busy = new Set<string>();

/** Starts sending what an earlier page left. sent: what is done with a message the API has taken. */
export async function startOutbox(sent: (message: Schemas["Message"]) => void): Promise<void> {
  onSent = sent;
  const kept = (await get<Pending[]>(KEPT)) ?? [];
  const missing = kept.filter(({ clientId }) => !pending.some((each) => each.clientId === clientId));
  change([...missing.map(aged), ...pending]);
  window.addEventListener("online", pump);
  pump();
}

/** Puts a message in: it is shown at once, kept over reloads, and sent in its order. */
export function put(conversationId: string, content: Pending["content"], replyTo: string | null): void {
  const entry: Pending = {
    clientId: crypto.randomUUID(),
    conversationId,
    content,
    replyTo,
    at: new Date().toISOString(),
    state: "sending",
    problem: null,
  };
  change([...pending, entry]);
  pump();
}

/** Tries a failed one again; its key is the same, so it cannot arrive twice. */
export function tryAgain(clientId: string): void {
  update(clientId, { state: "sending", problem: null, at: new Date().toISOString() });
  pump();
}

export function drop(clientId: string): void {
  change(pending.filter((each) => each.clientId !== clientId));
}

export function usePending(conversationId: string): Pending[] {
  const all = useSyncExternalStore(subscribe, () => pending);
  return useMemo(() => all.filter((each) => each.conversationId === conversationId), [all, conversationId]);
}

function pump(): void {
  for (const conversationId of new Set(pending.map((each) => each.conversationId))) void drain(conversationId);
}

async function drain(conversationId: string): Promise<void> {
  if (busy.has(conversationId)) return;
  busy.add(conversationId);
  try {
    for (let next = first(conversationId); next; next = first(conversationId)) if (!(await send(next))) break;
  } finally {
    busy.delete(conversationId);
  }
}

function first(conversationId: string): Pending | undefined {
  return pending.find((each) => each.conversationId === conversationId && each.state !== "failed");
}

async function send(entry: Pending): Promise<boolean> {
  try {
    const message = await post(entry);
    onSent(message);
    drop(entry.clientId);
    return true;
  } catch (error) {
    const problem = Problem.of(error);
    const passing =
      problem.status === 0 ||
      problem.status === 429 ||
      problem.status >= 500 ||
      problem.code === "idempotency_in_progress";
    update(entry.clientId, passing ? { state: "offline" } : { state: "failed", problem: problem.code });
    if (passing) setTimeout(pump, problem.retryAfter ? problem.retryAfter * 1000 : RETRY_MS);
    return !passing;
  }
}

function post(entry: Pending): Promise<Schemas["Message"]> {
  const params = { path: { conversation_id: entry.conversationId }, header: { "Idempotency-Key": entry.clientId } };
  if (entry.content.type === "note")
    return answer(
      api.POST("/v1/conversations/{conversation_id}/notes", {
        params,
        body: { text: entry.content.body, client_id: entry.clientId },
      }),
    );
  const body = {
    content: entry.content,
    client_id: entry.clientId,
    ...(entry.replyTo ? { reply_to: entry.replyTo } : {}),
  };
  return answer(api.POST("/v1/conversations/{conversation_id}/messages", { params, body }));
}

/** What waited for long is asked about before it is sent: the talk has gone on. */
function aged(entry: Pending): Pending {
  const old = Date.now() - Date.parse(entry.at) > OLD_MS;
  return old ? { ...entry, state: "failed", problem: "waited_long" } : entry;
}

function update(clientId: string, part: Partial<Pending>): void {
  change(pending.map((each) => (each.clientId === clientId ? { ...each, ...part } : each)));
}

function change(next: Pending[]): void {
  pending = next;
  void set(KEPT, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
