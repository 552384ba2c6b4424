import type { Ref } from "react";
import { partsOf } from "@/features/agent/behaviour/parts";
import type { Variable } from "@/features/agent/configs/queries";
import { classes } from "@/ui/classes";

type Props = {
  text: string;
  caret: number | null;
  mark: Ref<HTMLSpanElement>;
  variables: Variable[] | undefined;
  className: string;
};

/** The text as it is seen under the box one writes in: letter on letter, variables on blue, those there are not on red.
 *  mark: where the caret stands. */
export function VariableLayer({ text, caret, mark, variables, className }: Props) {
  const there = variables && new Set(variables.map(({ name }) => name));
  let end = 0;
  return (
    <div aria-hidden className={classes(className, "pointer-events-none")}>
      {partsOf(text).map((part) => {
        const start = end;
        end += part.text.length;
        const split = caret !== null && caret > start && caret <= end ? caret - start : null;
        const known = part.name === undefined || !there || there.has(part.name);
        return (
          <span
            key={start}
            className={classes(
              part.name !== undefined &&
                (known
                  ? "rounded-small bg-info-soft text-info shadow-[0_0_0_1px_color-mix(in_srgb,var(--color-info)_35%,transparent)]"
                  : "rounded-small bg-danger-soft text-danger underline decoration-danger decoration-wavy underline-offset-4"),
            )}
          >
            {split === null ? part.text : part.text.slice(0, split)}
            {split !== null && <span ref={mark} />}
            {split !== null && part.text.slice(split)}
          </span>
        );
      })}
      {/* a last empty line has a height as well */}
      {"\u200b"}
    </div>
  );
}
