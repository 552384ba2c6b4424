import type { ReactNode } from "react";

/** One way in which one is told, and when. */
export function AlertRow({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-3 border-line border-b px-5 py-3 last:border-0">
      <div className="min-w-52 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-ink-2 text-table">{text}</p>
      </div>
      {children}
    </div>
  );
}
