import type { Changes } from "@/lib/sync/engine";

type Listener = (changes: Changes) => void;
const listeners = new Set<Listener>();

/** Calls back with what changed, in the tab that asks for all of them only. Returns what ends it. */
export function onLedChanges(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellLedChanges(changes: Changes): void {
  for (const listener of listeners) listener(changes);
}
