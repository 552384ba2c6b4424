import { useState } from "react";

type Props = {
  label: string;
  value: string;
  maxLength: number;
  placeholder?: string;
  disabled?: boolean;
  onSave: (value: string) => void;
};

/** A text that is changed where it stands: Enter or leaving saves, Esc gives it back. */
export function InlineInput({ label, value, maxLength, placeholder, disabled = false, onSave }: Props) {
  const [text, setText] = useState<string | null>(null);
  const save = () => {
    const next = text?.trim();
    if (next && next !== value) onSave(next);
    setText(null);
  };
  return (
    <input
      aria-label={label}
      value={text ?? value}
      maxLength={maxLength}
      placeholder={placeholder}
      disabled={disabled}
      onChange={({ target }) => setText(target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setText(null);
      }}
      className="h-11 min-w-0 flex-1 rounded-control border border-transparent bg-transparent px-2 text-[16px] hover:not-disabled:border-line-2 focus-visible:border-info focus-visible:bg-surface focus-visible:outline-offset-[-1px] phone:h-9 phone:text-body"
    />
  );
}
