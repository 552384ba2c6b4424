import { classes } from "@/ui/classes";

/** The place of something that is not there yet; it shows after 150 ms, so that what is quick never flickers. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={classes("animate-[pulse_1.6s_ease-in-out_150ms_infinite] rounded-control bg-raised", className)}
    />
  );
}
