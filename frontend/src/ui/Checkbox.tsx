import { Check, Minus } from "lucide-react";
import { classes } from "@/ui/classes";

type Props = { checked: boolean | "mixed"; label: string; onChange: () => void };

/** A box of 18 px whose hit area is larger. mixed: some of what it stands for. */
export function Checkbox({ checked, label, onChange }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input cannot show the third state but by script
    <button
      type="button"
      role="checkbox"
      aria-checked={checked}
      aria-label={label}
      onClick={onChange}
      className="-m-2.5 grid place-items-center rounded-control p-2.5"
    >
      <span
        className={classes(
          "grid size-[18px] place-items-center rounded-small border",
          checked ? "border-accent bg-accent text-on-accent" : "border-edge bg-surface",
        )}
      >
        {checked === "mixed" ? (
          <Minus size={14} strokeWidth={2.5} aria-hidden />
        ) : (
          checked && <Check size={14} strokeWidth={2.5} aria-hidden />
        )}
      </span>
    </button>
  );
}
