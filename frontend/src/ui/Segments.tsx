import { classes } from "@/ui/classes";

type Props<Value extends string> = {
  label: string;
  value: Value;
  options: { value: Value; text: string }[];
  onChange: (value: Value) => void;
};

/** A choice of few that stand beside each other; arrows change it. */
export function Segments<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const step = (by: number) => {
    const at = options.findIndex((each) => each.value === value);
    const next = options[(at + by + options.length) % options.length];
    if (next) onChange(next.value);
  };
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== "ArrowRight" && key !== "ArrowLeft") return;
        step(key === "ArrowRight" ? 1 : -1);
        requestAnimationFrame(() => currentTarget.querySelector<HTMLElement>("[aria-checked=true]")?.focus());
      }}
      className="inline-flex w-fit max-w-full overflow-x-auto rounded-control bg-raised p-0.5"
    >
      {options.map((each) => (
        // biome-ignore lint/a11y/useSemanticElements: an input has no place for the look of a button
        <button
          key={each.value}
          type="button"
          role="radio"
          aria-checked={each.value === value}
          tabIndex={each.value === value ? 0 : -1}
          onClick={() => onChange(each.value)}
          className={classes(
            "h-9 shrink-0 whitespace-nowrap rounded-[5px] px-3.5 font-medium text-table phone:h-7",
            each.value === value
              ? "bg-[light-dark(#ffffff,#33403a)] text-ink shadow-[0_1px_2px_rgb(0_0_0/.08)]"
              : "text-ink-2 hover:text-ink",
          )}
        >
          {each.text}
        </button>
      ))}
    </div>
  );
}
