import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { classes } from "@/ui/classes";

type FilterProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  on: boolean;
  count?: string | undefined;
  inList?: boolean;
};

/** A round chip that filters: shape says that it can be pressed. */
export function FilterChip({ on, count, inList, className, children, ...rest }: FilterProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      {...rest}
      className={classes(
        "inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-3 font-medium text-table",
        inList ? "h-9 phone:h-7" : "h-9 phone:h-8",
        on ? "border-transparent bg-accent-soft text-accent-ink" : "border-line-2 bg-surface text-ink-2 hover:bg-hover",
        className,
      )}
    >
      {children}
      {count && <span className="tabular-nums opacity-80">{count}</span>}
    </button>
  );
}

const TONES = {
  neutral: "bg-raised text-ink-2",
  accent: "bg-accent-soft text-accent-ink",
  danger: "bg-danger-soft text-danger",
  warn: "bg-warn-soft text-warn",
  info: "bg-info-soft text-info",
  violet: "bg-violet-soft text-violet",
};

export type Tone = keyof typeof TONES;

/** A squarish chip that states something: it is read, not pressed. */
export function StateChip({
  tone = "neutral",
  icon: Icon,
  small,
  children,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={classes(
        "inline-flex shrink-0 items-center gap-1 whitespace-nowrap font-medium text-meta tabular-nums",
        small ? "h-5 rounded-small px-1.5" : "h-6 rounded-control px-2",
        TONES[tone],
      )}
    >
      {Icon && <Icon size={14} strokeWidth={2} aria-hidden />}
      {children}
    </span>
  );
}

/** A tag of a contact: a square of its colour on grey. */
export function TagChip({ name, colour, children }: { name: string; colour: string; children?: ReactNode }) {
  return (
    <span className="inline-flex h-6 max-w-48 shrink-0 items-center gap-1.5 rounded-control bg-raised px-2 font-medium text-ink-2 text-meta">
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ backgroundColor: colour }} />
      <span className="truncate">{name}</span>
      {children}
    </span>
  );
}
