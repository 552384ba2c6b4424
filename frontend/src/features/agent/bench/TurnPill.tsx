import { Waypoints } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BenchTurn } from "@/features/agent/bench/queries";
import { dollars, took } from "@/features/agent/turns/figures";
import { usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";

type Props = { turn: BenchTurn; number: number; on: boolean; onPick: () => void };

/** A turn of the agent between what was said: pressed, its steps are shown. */
export function TurnPill({ turn, number, on, onPick }: Props) {
  const { t } = useTranslation(["bench", "agent"]);
  const place = usePlace();
  const parts = [
    t("bench:turn", { number }),
    turn.state === "answered" ? null : t(`agent:turn.state.${turn.state}`),
    turn.milliseconds === null ? null : took(turn.milliseconds, place),
    turn.cost_micros ? dollars(turn.cost_micros, place) : null,
  ];
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onPick}
      className={classes(
        "mx-auto my-2 flex h-9 max-w-full items-center gap-1.5 rounded-control px-3 text-meta tabular-nums shadow-[0_1px_1px_rgb(0_0_0/.08)] phone:h-6",
        on ? "bg-info text-white dark:text-bg" : "bg-surface text-ink-2 hover:text-ink",
      )}
    >
      <Waypoints size={14} strokeWidth={1.9} aria-hidden className="shrink-0" />
      <span className="truncate">{parts.filter(Boolean).join(" · ")}</span>
    </button>
  );
}
