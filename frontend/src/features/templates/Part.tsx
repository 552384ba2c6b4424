import type { ReactNode } from "react";

type Props = { id?: string; title: string; optional?: string; aside?: ReactNode; children: ReactNode };

/** A part of the form: its name, how much of it is used, and its fields. */
export function Part({ id, title, optional, aside, children }: Props) {
  return (
    <section className="min-w-0">
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <h2 id={id} className="font-medium text-table">
          {title}
          {optional && <span className="font-normal text-ink-2"> · {optional}</span>}
        </h2>
        {aside && <span className="text-ink-2 text-table tabular-nums">{aside}</span>}
      </div>
      {children}
    </section>
  );
}
