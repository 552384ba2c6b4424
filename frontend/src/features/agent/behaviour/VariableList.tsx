import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Variable } from "@/features/agent/configs/queries";
import { classes } from "@/ui/classes";

const WIDTH = 320;
const BELOW = 24;

type Props = {
  id: string;
  label: string;
  variables: Variable[];
  active: number;
  mark: RefObject<HTMLElement | null>;
  onChoose: (name: string) => void;
};

/** The variables one can take, each with what it is for the chosen contact. mark: where the caret stands. */
export function VariableList({ id, label, variables, active, mark, onChoose }: Props) {
  const { t } = useTranslation("agent");
  const list = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState({ top: 0, left: 0 });
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  useEffect(() => {
    list.current?.scrollIntoView({ block: "nearest" });
  }, []);
  useLayoutEffect(() => {
    const at = mark.current;
    const room = at?.offsetParent?.clientWidth ?? 0;
    if (!at) return;
    const top = at.offsetTop + BELOW;
    const left = Math.max(0, Math.min(at.offsetLeft, room - WIDTH - 8));
    setSpot((old) => (old.top === top && old.left === left ? old : { top, left }));
  });
  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      style={{ ...spot, width: WIDTH }}
      className="absolute z-30 max-w-full max-h-64 animate-pop overflow-y-auto rounded-card border border-line bg-surface p-1 shadow-popover"
    >
      {variables.map(({ name, value }, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box that has the focus takes the keys
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <div
          key={name}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(name)}
          className={classes(
            "flex h-11 cursor-pointer items-center justify-between gap-3 rounded-control px-2 text-table phone:h-9",
            at === active && "bg-hover",
          )}
        >
          <span className="truncate rounded-small bg-info-soft px-1.5 py-0.5 text-info">{name}</span>
          <span className="max-w-40 shrink-0 truncate text-ink-2">
            {value === null ? t("behaviour.ofContact") : value || t("behaviour.empty")}
          </span>
        </div>
      ))}
    </div>
  );
}
