import type { Place } from "@/lib/format/time";

/** Returns a number with its thousands parted. */
export function count(value: number, place: Place): string {
  return new Intl.NumberFormat(place.language, { maximumFractionDigits: 1 }).format(value);
}

/** Returns a part as a percentage: 0.71 is 71 %. */
export function percent(part: number, place: Place): string {
  const words = new Intl.NumberFormat(place.language, { style: "percent", maximumFractionDigits: 0 }).format(part);
  return words.replace(/\s*%/, " %");
}

/** Returns a length of time in its two largest units: 14 s, 6 min, 2 h 12. */
export function lasting(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${String(minutes % 60).padStart(2, "0")}` : `${hours} h`;
  return `${Math.round(hours / 24)} d`;
}
