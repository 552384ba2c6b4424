import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes } from "react";
import { classes } from "@/ui/classes";
import { Tooltip } from "@/ui/Tooltip";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: LucideIcon;
  label: string;
  pressed?: boolean;
  small?: boolean;
  keys?: string;
};

/** A button of an icon alone; its label is the tooltip and what readers say. */
export function IconButton({ icon: Icon, label, pressed, small, keys, className, ...rest }: Props) {
  return (
    <Tooltip text={label} {...(keys ? { keys } : {})}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={classes(
          "grid shrink-0 place-items-center rounded-bubble text-ink-2 hover:not-disabled:bg-hover disabled:opacity-50",
          small ? "size-8" : "size-11 phone:size-10",
          pressed && "bg-raised text-ink",
          className,
        )}
      >
        <Icon size={small ? 18 : 20} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
