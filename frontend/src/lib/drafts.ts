import { del, get, set } from "idb-keyval";
import { useEffect, useRef, useState } from "react";
import { sessionState } from "@/lib/session/session";

const SAVE_AFTER_MS = 300;

/** Returns a draft that outlives reloads and the end of a session, and what sets it. key: person, business, conversation, mode. */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState("");
  const latest = useRef({ key, text: "", touched: false });
  useEffect(() => {
    latest.current = { key, text: "", touched: false };
    setText("");
    let current = true;
    get<string>(`draft ${key}`).then((kept) => {
      if (current && kept && !latest.current.touched) setText(kept);
    });
    return () => {
      current = false;
      if (latest.current.touched) keep(latest.current.key, latest.current.text);
    };
  }, [key]);
  useEffect(() => {
    const save = () => latest.current.touched && keep(latest.current.key, latest.current.text);
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

function keep(key: string, text: string): void {
  if (sessionState() === "out") return; // a log-out wipes drafts; a page that is left must not bring one back
  void (text ? set(`draft ${key}`, text) : del(`draft ${key}`));
}
