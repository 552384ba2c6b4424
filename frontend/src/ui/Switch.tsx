import { Switch as Radix } from "radix-ui";
import { classes } from "@/ui/classes";

type Props = { checked: boolean; onChange: (checked: boolean) => void; label: string; disabled?: boolean };

/** On or off, at once. */
export function Switch({ checked, onChange, label, disabled }: Props) {
  return (
    <Radix.Root
      checked={checked}
      onCheckedChange={onChange}
      aria-label={label}
      disabled={disabled ?? false}
      className={classes(
        "h-5 w-9 shrink-0 rounded-full p-0.5 transition-colors disabled:opacity-50",
        checked ? "bg-accent" : "bg-edge",
      )}
    >
      <Radix.Thumb className="block size-4 rounded-full bg-white transition-transform data-[state=checked]:translate-x-4" />
    </Radix.Root>
  );
}
