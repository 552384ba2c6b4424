import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { readNode, variableChip, writeNodes } from "@/features/templates/variable_nodes";
import { inputLook } from "@/ui/Input";

export type TextHandle = {
  insertVariable: (name: string) => void;
  insert: (text: string) => void;
  wrap: (sign: string) => void;
};

type Props = {
  handle: Ref<TextHandle>;
  value: string;
  wordOf: (name: string) => string;
  labelledBy: string;
  describedBy?: string | undefined;
  disabled: boolean;
  lines: boolean;
  onChange: (value: string) => void;
};

// Older browsers have no plain text alone: what they paste is read as its text.
const EDITABLE = isPlainKnown() ? "plaintext-only" : true;

/** A text whose variables are words in it. lines: it may have several. */
export function VariableText({ handle, value, wordOf, labelledBy, describedBy, disabled, lines, onChange }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const written = useRef<string | null>(null);
  const left = useRef<Range | null>(null);
  useLayoutEffect(() => {
    // What was typed here is in the box already: to write it again would move the caret.
    if (!box.current || written.current === value) return;
    writeNodes(box.current, value, wordOf);
    written.current = value;
  }, [value, wordOf]);
  const changed = () => {
    if (!box.current) return;
    let text = readNode(box.current);
    if (!lines) text = text.replaceAll("\n", " ");
    written.current = text;
    onChange(text);
  };
  useImperativeHandle(handle, () => ({
    insertVariable: (name) => put(box.current, left.current, () => variableChip(name, wordOf(name)), changed),
    insert: (text) => put(box.current, left.current, () => document.createTextNode(text), changed),
    wrap: (sign) => {
      const range = rangeIn(box.current, left.current);
      if (!range) return;
      const end = range.cloneRange();
      end.collapse(false);
      end.insertNode(document.createTextNode(sign));
      range.insertNode(document.createTextNode(sign));
      changed();
    },
  }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a textarea cannot show a variable as a word
    <div
      ref={box}
      role="textbox"
      tabIndex={disabled ? undefined : 0}
      aria-multiline={lines}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-disabled={disabled || undefined}
      contentEditable={disabled ? false : EDITABLE}
      suppressContentEditableWarning
      onInput={changed}
      onBlur={() => {
        if (!box.current) return;
        left.current = rangeIn(box.current, null);
        writeNodes(box.current, value, wordOf);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !lines) event.preventDefault();
      }}
      className={`${inputLook} h-auto whitespace-pre-wrap leading-6 [overflow-wrap:anywhere] phone:h-auto ${lines ? "min-h-[104px] rounded-b-none border-b-0 py-2.5" : "min-h-11 py-2 phone:min-h-10"}`}
    />
  );
}

/** Returns what is selected in the box, else what was when it was left, else its end. */
function rangeIn(box: HTMLElement | null, left: Range | null): Range | null {
  if (!box) return null;
  const selection = document.getSelection();
  const now = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const range = [now, left].find((each) => each && box.contains(each.commonAncestorContainer));
  if (range) return range.cloneRange();
  const end = document.createRange();
  end.selectNodeContents(box);
  end.collapse(false);
  return end;
}

function put(box: HTMLElement | null, left: Range | null, make: () => Node, done: () => void): void {
  const range = rangeIn(box, left);
  if (!box || !range) return;
  range.deleteContents();
  const node = make();
  range.insertNode(node);
  range.setStartAfter(node);
  range.collapse(true);
  box.focus();
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  done();
}

function isPlainKnown(): boolean {
  const box = document.createElement("div");
  box.setAttribute("contenteditable", "plaintext-only");
  return box.contentEditable === "plaintext-only";
}
