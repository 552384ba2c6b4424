import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { begunAt, completed, matching } from "@/features/agent/behaviour/parts";
import { VariableLayer } from "@/features/agent/behaviour/VariableLayer";
import { VariableList } from "@/features/agent/behaviour/VariableList";
import type { Variable } from "@/features/agent/configs/queries";
import { classes } from "@/ui/classes";

export type EditorHandle = { openList: () => void };
type Props = {
  ref: Ref<EditorHandle>;
  value: string;
  label: string;
  placeholder: string;
  disabled: boolean;
  most: number;
  variables: Variable[] | undefined;
  onChange: (text: string) => void;
};

const LOOK =
  "block min-h-64 w-full whitespace-pre-wrap break-words p-4 text-[16px] leading-6 [grid-area:1/1] phone:text-body phone:leading-6";

/** A text whose variables look like chips: what is written stands in a plain box over a layer that draws it. `{{` opens
 *  a list under the caret. */
export function VariableText({ ref, value, label, placeholder, disabled, most, variables, onChange }: Props) {
  const { t } = useTranslation("agent");
  const box = useRef<HTMLTextAreaElement>(null);
  const mark = useRef<HTMLSpanElement>(null);
  const id = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [closed, setClosed] = useState(false);
  const [active, setActive] = useState(0);
  const moveTo = useRef<number | null>(null);
  const begun = caret === null || closed ? null : begunAt(value, caret);
  const shown = begun ? matching(variables ?? [], begun.name).slice(0, 40) : [];
  const at = Math.min(active, Math.max(0, shown.length - 1));
  useLayoutEffect(() => {
    if (moveTo.current !== null) box.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = null;
  });
  const follow = () => {
    const element = box.current;
    setCaret(element && element.selectionStart === element.selectionEnd ? element.selectionStart : null);
  };
  const write = (text: string, next: number) => {
    moveTo.current = next;
    setCaret(next);
    setActive(0);
    onChange(text);
  };
  const choose = (name: string) => {
    if (!begun || caret === null) return;
    const done = completed(value, begun.start, caret, name);
    write(done.text, done.caret);
    box.current?.focus();
  };
  useImperativeHandle(ref, () => ({
    openList: () => {
      const element = box.current;
      if (!element) return;
      const from = document.activeElement === element || caret !== null ? element.selectionStart : value.length;
      element.focus();
      setClosed(false);
      write(`${value.slice(0, from)}{{${value.slice(Math.max(element.selectionEnd, from))}`, from + 2);
    },
  }));
  const press = (event: KeyboardEvent) => {
    const { key } = event;
    if (shown.length === 0 || event.nativeEvent.isComposing) return;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    const picked = key === "Enter" || key === "Tab" ? shown[at] : undefined;
    if (step) setActive((at + step + shown.length) % shown.length);
    else if (picked) choose(picked.name);
    else if (key === "Escape") setClosed(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative">
      <div className="grid">
        <VariableLayer text={value} caret={caret} mark={mark} variables={variables} className={LOOK} />
        <textarea
          ref={box}
          aria-label={label}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={shown.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={shown.length > 0 ? `${id}-${at}` : undefined}
          value={value}
          maxLength={most}
          disabled={disabled}
          placeholder={placeholder}
          onChange={({ target }) => {
            setClosed(false);
            setActive(0);
            setCaret(target.selectionStart);
            onChange(target.value);
          }}
          onSelect={follow}
          onKeyDown={press}
          onBlur={() => setClosed(true)}
          onFocus={() => setClosed(false)}
          className={classes(
            LOOK,
            "resize-none overflow-hidden bg-transparent text-transparent caret-ink outline-none placeholder:text-ink-3 selection:bg-info/25",
          )}
        />
      </div>
      {begun && shown.length > 0 && (
        <VariableList
          id={id}
          label={t("behaviour.variables")}
          variables={shown}
          active={at}
          mark={mark}
          onChoose={choose}
        />
      )}
    </div>
  );
}
