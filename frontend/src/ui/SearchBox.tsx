import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { classes } from "@/ui/classes";

const TYPING_MS = 250;
const MOST_LETTERS = 100;

type Props = {
  value: string;
  label: string;
  onSearch: (text: string) => void;
  filled?: boolean;
  autoFocus?: boolean;
  className?: string;
};

/** Searches a moment after the last letter. filled: on grey, without an edge. */
export function SearchBox({ value, label, onSearch, filled, autoFocus, className }: Props) {
  const [text, setText] = useState(value);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => latest.current(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <div className={classes("relative", className)}>
      <Search
        size={filled ? 18 : 16}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-2"
      />
      <input
        type="search"
        // biome-ignore lint/a11y/noAutofocus: a box one has just opened
        autoFocus={autoFocus}
        value={text}
        maxLength={MOST_LETTERS}
        onChange={(event) => setText(event.target.value)}
        placeholder={label}
        aria-label={label}
        className={classes(
          "h-11 w-full pr-3 text-[16px] placeholder:text-ink-3",
          filled
            ? "rounded-bubble bg-raised pl-10 phone:h-9 phone:text-body"
            : "rounded-control border border-edge bg-surface pl-9 phone:h-8 phone:text-table",
        )}
      />
    </div>
  );
}
