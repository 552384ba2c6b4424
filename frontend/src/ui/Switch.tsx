import { classes } from "@/ui/classes";

type Props = { checked: boolean; onChange: (checked: boolean) => void; label: string; disabled?: boolean };

/** On or off, at once. */
export function Switch({ checked, onChange, label, disabled }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={classes(
        "h-5 w-9 shrink-0 rounded-full p-0.5 transition-colors disabled:opacity-50",
        checked ? "bg-accent" : "bg-edge",
      )}
    >
      <span
        className={classes("block size-4 rounded-full bg-white transition-transform", checked && "translate-x-4")}
      />
    </button>
  );
}
