import { useMemo, useSyncExternalStore } from "react";

/** For which customers one is told: none, one's own, all. */
export type Alert = "off" | "mine" | "all";
export const ALERTS: Alert[] = ["off", "mine", "all"];

const ENTER = "recado.enter";
const SOUND = "recado.sound";
const BROWSER = "recado.browser";
const listeners = new Set<() => void>();

// What is chosen here holds in this browser: a phone may ring while the computer keeps quiet.

/** Returns whether Enter sends; otherwise it breaks the line, and Ctrl+Enter sends. */
export function useEnterSends(): boolean {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(ENTER) !== "breaks");
}

export function setEnterSends(sends: boolean): void {
  keep(ENTER, sends ? null : "breaks");
}

/** Returns when this browser makes a sound, and when it shows a notification of its own. */
export function useAlerts(): { sound: Alert; browser: Alert } {
  const sound = useSyncExternalStore(subscribe, () => alertOf(SOUND, "mine"));
  const browser = useSyncExternalStore(subscribe, () => alertOf(BROWSER, "off"));
  return useMemo(() => ({ sound, browser }), [sound, browser]);
}

export function setSound(alert: Alert): void {
  keep(SOUND, alert);
}

export function setBrowserAlerts(alert: Alert): void {
  keep(BROWSER, alert);
}

function alertOf(key: string, usual: Alert): Alert {
  const kept = localStorage.getItem(key);
  return ALERTS.find((each) => each === kept) ?? usual;
}

function keep(key: string, value: string | null): void {
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
