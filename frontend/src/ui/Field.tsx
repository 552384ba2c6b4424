import { cloneElement, type ReactElement, type ReactNode, useId } from "react";
import { classes } from "@/ui/classes";

type Control = ReactElement<{ id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }>;

type Props = { label: string; hint?: ReactNode; error?: string | undefined; aside?: ReactNode; children: Control };

/** A labelled control with its hint, or what is wrong with it. aside: a link at the right of the label. */
export function Field({ label, hint, error, aside, children }: Props) {
  const id = useId();
  const note = error ?? hint;
  const described = note ? { "aria-describedby": `${id}-note` } : {};
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-table">
          {label}
        </label>
        {aside}
      </div>
      {cloneElement(children, { id, ...described, ...(error ? { "aria-invalid": true } : {}) })}
      {note && (
        <p id={`${id}-note`} className={classes("text-meta", error ? "text-danger" : "text-ink-3")}>
          {note}
        </p>
      )}
    </div>
  );
}
