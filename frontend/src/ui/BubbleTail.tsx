import { classes } from "@/ui/classes";

/** The corner of the first bubble of a group. */
export function BubbleTail({ out }: { out: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 8 12"
      className={classes(
        "absolute top-0 h-3 w-2",
        out ? "-right-2 text-bubble-out" : "-left-2 -scale-x-100 text-bubble-in",
      )}
    >
      <path d="M0 0h6.5c1 0 1.6 1.1.9 1.9L0 11Z" fill="currentColor" />
    </svg>
  );
}
