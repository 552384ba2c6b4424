import { useTranslation } from "react-i18next";
import type { Trial } from "@/features/agent/evals/queries";
import { isFailed } from "@/features/agent/evals/rows";
import { classes } from "@/ui/classes";

/** A square for each trial; one that failed also has a bar, since colour alone is not seen by all. */
export function Squares({ trials }: { trials: Trial[] | null }) {
  const { t } = useTranslation("evals");
  if (!trials) return <span className="text-ink-3 text-table">–</span>;
  const passed = trials.filter((trial) => trial.passed).length;
  return (
    <span role="img" aria-label={t("passedOf", { some: passed, all: trials.length })} className="flex gap-[3px]">
      {trials.map((trial) => (
        <span
          key={trial.trial}
          className={classes(
            "grid size-3.5 place-items-center rounded-[3px]",
            trial.state !== "done"
              ? "border border-edge border-dashed"
              : isFailed(trial)
                ? "bg-[light-dark(#b3261e,#d6544b)]"
                : "bg-accent",
            trial.state === "running" && "animate-pulse bg-raised",
          )}
        >
          {isFailed(trial) && <span className="h-[2px] w-2 rounded-full bg-white" />}
        </span>
      ))}
    </span>
  );
}
