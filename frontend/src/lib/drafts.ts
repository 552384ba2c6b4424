import { del, entries, set } from "idb-keyval";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { sessionState } from "@/lib/session/session";

const SAVE_AFTER_MS = 300;
const PREFIX = "draft ";
const channel = new BroadcastChannel("recado-drafts");
const listeners = new Set<() => void>();
let drafts: ReadonlyMap<string, string> = new Map();
let wereRead = false;

/** Returns a draft that outlives reloads and the end of a session, and what sets it. key: person, business, conversation, mode. */
export function useDraft(key: string): [string, (text: string) => void] {
  const kept = useKept(key);
  const [text, setText] = useState(kept);
  const latest = useRef({ key, text: kept, touched: false });
  useEffect(() => {
    if (!latest.current.touched) setText(kept); // another tab wrote here, or the drafts have just been read
  }, [kept]);
  useEffect(() => {
    latest.current = { ...latest.current, key };
    return () => {
      if (latest.current.touched) keep(latest.current.key, latest.current.text);
    };
  }, [key]);
  useEffect(() => {
    const save = () => {
      if (!latest.current.touched) return;
      keep(latest.current.key, latest.current.text);
      latest.current.touched = false;
    };
    const timer = setTimeout(save, SAVE_AFTER_MS);
    document.addEventListener("visibilitychange", save);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", save);
    };
  });
  const change = (next: string) => {
    latest.current = { key, text: next, touched: true };
    setText(next);
  };
  return [text, change];
}

/** Returns what is written and not sent, so that a list can show it. */
export function useKept(key: string): string {
  return useSyncExternalStore(subscribe, () => drafts.get(key) ?? "");
}

function subscribe(listener: () => void): () => void {
  if (!wereRead) void read();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function read(): Promise<void> {
  wereRead = true;
  const all = await entries<string, string>();
  const kept = all.flatMap(([key, text]): [string, string][] =>
    key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), text]] : [],
  );
  drafts = new Map([...kept, ...drafts]);
  tell();
}

function keep(key: string, text: string): void {
  if (sessionState() === "out") return; // a log-out wipes drafts; a page that is left must not bring one back
  void (text ? set(PREFIX + key, text) : del(PREFIX + key));
  take(key, text);
  channel.postMessage({ key, text });
}

function take(key: string, text: string): void {
  const next = new Map(drafts);
  if (text) next.set(key, text);
  else next.delete(key);
  drafts = next;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

channel.onmessage = ({ data }: MessageEvent<{ key: string; text: string }>) => take(data.key, data.text);
