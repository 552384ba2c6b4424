import type { ReactNode } from "react";
import { classes } from "@/ui/classes";

const TONES = { info: "bg-info-soft text-info", warn: "bg-warn-soft text-warn", danger: "bg-danger-soft text-danger" };

/** A bar over the page that stays until its reason is gone. */
export function Banner({
  tone,
  action,
  children,
}: {
  tone: keyof typeof TONES;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role="status"
      className={classes(
        "flex min-h-10 flex-wrap items-center justify-center gap-x-3 px-4 py-1.5 text-center font-medium text-table",
        TONES[tone],
      )}
    >
      {children}
      {action}
    </div>
  );
}
