import type { Turn } from "@/features/agent/turns/queries";
import { count } from "@/lib/format/number";
import type { Place } from "@/lib/format/time";

const MICROS = 1_000_000;

/** Returns how long something took: 38 ms, 1.9 s, 2 min. */
export function took(milliseconds: number, place: Place): string {
  if (milliseconds < 1) return "<1 ms";
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 100_000) return `${seconds(milliseconds / 1_000, place)} s`;
  return `${count(Math.round(milliseconds / 60_000), place)} min`;
}

function seconds(value: number, place: Place): string {
  return new Intl.NumberFormat(place.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

/** Returns a cost in US dollars, with as many digits as a turn needs: $0.0016. */
export function dollars(micros: number, place: Place): string {
  const digits = { minimumFractionDigits: 4, maximumFractionDigits: 4 };
  return `$${new Intl.NumberFormat(place.language, digits).format(micros / MICROS)}`;
}

/** Returns until when the time line goes: the end of the last step. */
export function spanOf(turn: Turn): number {
  return Math.max(1, ...turn.steps.map((step) => step.starts_ms + step.milliseconds));
}
