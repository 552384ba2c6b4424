import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { classes } from "@/ui/classes";

export const inputLook =
  "h-11 w-full rounded-control border border-edge bg-surface px-3 text-[16px] leading-5 text-ink placeholder:text-ink-3 focus-visible:border-info focus-visible:outline-offset-[-1px] aria-invalid:border-danger disabled:bg-raised disabled:text-ink-3 phone:h-10 phone:text-input";

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classes(inputLook, className)} />;
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={4} {...rest} className={classes(inputLook, "h-auto resize-y py-2.5 phone:h-auto", className)} />
  );
}

/** A choice of few, as the system shows it. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={classes(inputLook, "pr-8", className)} />;
}

/** A password, which an eye shows. words: what the eye is called, shown and hidden. */
export function PasswordInput({ words, className, ...rest }: ComponentProps<"input"> & { words: [string, string] }) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <input {...rest} type={shown ? "text" : "password"} className={classes(inputLook, "pr-11", className)} />
      <button
        type="button"
        aria-label={shown ? words[1] : words[0]}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-control text-ink-2"
      >
        {shown ? <EyeOff size={18} strokeWidth={1.75} aria-hidden /> : <Eye size={18} strokeWidth={1.75} aria-hidden />}
      </button>
    </div>
  );
}
