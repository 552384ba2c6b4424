import type { ReactNode } from "react";

/** What will be here, in a sentence, and one thing to do. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-[380px] flex-col items-center gap-2 px-6 py-12 text-center">
      <h2 className="font-semibold text-section">{title}</h2>
      {children && <p className="text-ink-2">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
