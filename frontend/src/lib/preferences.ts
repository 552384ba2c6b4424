import { useSyncExternalStore } from "react";

const ENTER = "recado.enter";
const listeners = new Set<() => void>();

/** Returns whether Enter sends; otherwise it breaks the line, and Ctrl+Enter sends. Kept in this browser. */
export function useEnterSends(): boolean {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(ENTER) !== "breaks");
}

export function setEnterSends(sends: boolean): void {
  if (sends) localStorage.removeItem(ENTER);
  else localStorage.setItem(ENTER, "breaks");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
