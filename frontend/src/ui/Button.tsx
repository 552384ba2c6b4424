import { cva, type VariantProps } from "class-variance-authority";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { classes } from "@/ui/classes";
import { Spinner } from "@/ui/Spinner";

const look = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-[18px] [&_svg]:stroke-[1.75]",
  {
    variants: {
      kind: {
        primary: "bg-accent text-on-accent hover:not-disabled:bg-accent-hover",
        secondary: "border border-line-2 bg-surface text-ink hover:not-disabled:bg-hover",
        soft: "bg-accent-soft text-accent-ink hover:not-disabled:brightness-97",
        ghost: "text-ink hover:not-disabled:bg-hover",
        danger: "bg-danger-soft text-danger hover:not-disabled:brightness-97",
      },
      size: { normal: "h-11 px-4 text-body phone:h-10", small: "h-8 px-3 text-table" },
      wide: { true: "w-full" },
    },
    defaultVariants: { kind: "secondary", size: "normal" },
  },
);

type Props = ButtonHTMLAttributes<HTMLButtonElement> &
  VariantProps<typeof look> & { busy?: boolean; children: ReactNode };

/** busy: it was pressed and its answer is awaited; a second press does nothing. */
export function Button({ kind, size, wide, busy = false, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
      className={classes(look({ kind, size, wide }), className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
