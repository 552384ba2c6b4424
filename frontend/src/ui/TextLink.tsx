import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classes } from "@/ui/classes";

/** A link in a text. */
export function TextLink({ className, children, ...rest }: LinkProps & { className?: string; children: ReactNode }) {
  return (
    <Link {...rest} className={classes("rounded-small font-medium text-info hover:underline", className)}>
      {children}
    </Link>
  );
}
