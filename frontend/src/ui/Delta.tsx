import { TrendingDown, TrendingUp } from "lucide-react";
import { classes } from "@/ui/classes";

type Props = { by: number; amount: string; words: string; same: string; good: "more" | "less" | "neither" };

/** How a figure differs from an earlier one, in words. by: its sign says the way. good: which way is welcome. same: what is said when it does not. */
export function Delta({ by, amount, words, same, good }: Props) {
  if (by === 0) return <p className="min-h-4 text-ink-2 text-meta">{same}</p>;
  const Icon = by < 0 ? TrendingDown : TrendingUp;
  const welcome = (by > 0 && good === "more") || (by < 0 && good === "less");
  const tone = good === "neither" ? "text-ink-2" : welcome ? "text-accent-ink" : "text-danger";
  return (
    <p className="flex min-h-4 items-center gap-1.5 text-ink-2 text-meta">
      <Icon size={14} strokeWidth={2} aria-hidden className={classes("shrink-0", tone)} />
      <span className="min-w-0">
        <span className={classes("font-semibold", tone)}>{amount}</span> {words}
      </span>
    </p>
  );
}
