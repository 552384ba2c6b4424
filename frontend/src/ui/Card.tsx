import type { ReactNode } from "react";
import { classes } from "@/ui/classes";

/** A part of a page with a line around it. */
export function Card({
  title,
  aside,
  className,
  children,
}: {
  title?: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={classes("rounded-card border border-line bg-surface", className)}>
      {title && (
        <header className="flex min-h-14 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line border-b px-5 py-2">
          <h2 className="font-semibold text-section">{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
