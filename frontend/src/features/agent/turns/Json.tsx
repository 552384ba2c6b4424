import type { ReactNode } from "react";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MOST = 20_000; // characters that are shown of one value

/** A value as formatted JSON: names, texts and the rest in colours of their own. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2).slice(0, MOST);
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-64 overflow-auto rounded-control border border-line bg-surface px-3 py-2"
    >
      <pre className="font-mono text-meta leading-[18px]">{coloured(text)}</pre>
    </section>
  );
}

function coloured(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(from, match.index));
    const [whole, words, colon] = match;
    const look = colon ? "text-info" : words ? "text-accent-ink" : "text-draft";
    parts.push(
      <span key={match.index} className={look}>
        {words ?? whole}
      </span>,
      colon ?? "",
    );
    from = match.index + whole.length;
  }
  return [...parts, text.slice(from)];
}
