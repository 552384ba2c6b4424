import type { ReactNode } from "react";
import { wordDiff } from "@/features/agent/lessons/word_diff";
import { classes } from "@/ui/classes";

const MOST = 400;

/** What somebody said, and in it what the other did not. */
export function Said({ who, text, other, gone }: { who: string; text: string; other: string; gone?: boolean }) {
  const runs = text.length > MOST ? [{ text: `${text.slice(0, MOST)}…`, differs: false }] : wordDiff(text, other);
  const Mark = gone ? "del" : "ins";
  return (
    <Labelled label={who}>
      «
      {runs.map((run, at) =>
        run.differs ? (
          <Mark
            // biome-ignore lint/suspicious/noArrayIndexKey: runs of a text never move
            key={at}
            className={classes(
              "rounded-small",
              gone ? "bg-danger-soft text-danger" : "bg-accent-soft text-accent-ink no-underline",
            )}
          >
            {run.text}
          </Mark>
        ) : (
          run.text
        ),
      )}
      »
    </Labelled>
  );
}

/** A line of a lesson, with what it is before it. */
export function Labelled({ label, strong, children }: { label: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className="phone:grid phone:grid-cols-[88px_1fr] phone:gap-3">
      <dt className="truncate text-ink-2 text-table leading-6">{label}</dt>
      <dd className={classes("text-table leading-6 [overflow-wrap:anywhere]", strong && "font-semibold")}>
        {children}
      </dd>
    </div>
  );
}
