import { classes } from "@/ui/classes";

type Props = { className?: string };

/** One tick: it left. */
export function SingleTick({ className }: Props) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={classes("size-4", className)}>
      <path
        d="M3 8.5 6.2 11.6 13 4.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Two ticks: it arrived; in blue, it was read. */
export function DoubleTick({ className }: Props) {
  return (
    <svg viewBox="0 0 18 16" aria-hidden="true" className={classes("h-4 w-[18px]", className)}>
      <path
        d="M1.5 8.5 4.7 11.6 11.2 4.6M8.2 11 9 11.6 16 4.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
