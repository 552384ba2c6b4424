import type { ReactNode } from "react";

/** A page beside the rail: title with what is said beside it, its one primary action, and a row of filters. */
export function Page({
  title,
  beside,
  actions,
  filters,
  children,
}: {
  title: string;
  beside?: ReactNode;
  actions?: ReactNode;
  filters?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-[1184px] px-4 pb-12 phone:px-8">
        <header className="flex min-h-[76px] flex-wrap items-center justify-between gap-3 pt-6 pb-4">
          <div className="flex flex-wrap items-center gap-3">
            <h1 className="font-semibold text-page">{title}</h1>
            {beside}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
        {filters && <div className="mb-3 flex flex-wrap items-center gap-2">{filters}</div>}
        {children}
      </div>
    </div>
  );
}
