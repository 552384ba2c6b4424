import type { ReactNode } from "react";
import { classes } from "@/ui/classes";

/** A part of a page with a line around it. plain: without a line under its title. */
export function Card({
  title,
  aside,
  plain,
  className,
  children,
}: {
  title?: string;
  aside?: ReactNode;
  plain?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={classes("rounded-card border border-line bg-surface", className)}>
      {title && (
        <header
          className={classes(
            "flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2",
            plain ? "justify-start" : "justify-between border-line border-b",
          )}
        >
          <h2 className="font-semibold text-section">{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
