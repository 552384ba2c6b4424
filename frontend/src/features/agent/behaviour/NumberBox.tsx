import { type ComponentProps, useEffect, useState } from "react";
import { classes } from "@/ui/classes";
import { inputLook } from "@/ui/Input";

type Props = Omit<ComponentProps<"input">, "value" | "onChange"> & {
  label: string;
  value: number | null;
  min: number;
  max: number;
  onValue: (value: number | null) => void;
};

/** A number in a small box. What is no number, or out of bounds, is not taken and put right on leaving. Empty: null, if
 *  that is allowed. */
export function NumberBox({ label, value, min, max, onValue, required = true, className, ...rest }: Props) {
  const shown = value === null ? "" : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText((old) => (Number(old) === value && old !== "" ? old : shown)), [shown, value]);
  const take = (written: string) => {
    setText(written);
    const number = Number(written.replace(",", "."));
    if (written.trim() === "") {
      if (!required) onValue(null);
    } else if (Number.isFinite(number) && number >= min && number <= max) onValue(number);
  };
  return (
    <input
      {...rest}
      inputMode="decimal"
      aria-label={label}
      value={text}
      onChange={({ target }) => take(target.value)}
      onBlur={() => setText(shown)}
      className={classes(inputLook, "w-20 text-right tabular-nums", className)}
    />
  );
}
