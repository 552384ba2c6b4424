import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

type Props = { left: number | null; busy: boolean; onSay: (text: string) => Promise<unknown> };

const FEW = 10;

/** Where one writes as the customer. Enter sends; with Shift it breaks the line. */
export function BenchComposer({ left, busy, onSay }: Props) {
  const { t } = useTranslation("bench");
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const words = text.trim();
  const full = left === 0;
  const send = () => {
    if (!words || busy || full) return;
    setText("");
    field.current?.focus();
    onSay(words).catch(() => setText((newer) => newer || words)); // what was refused can be sent again
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <footer className="shrink-0 border-line border-t px-3 py-2.5">
      {left !== null && left <= FEW && (
        <p className="mb-1.5 text-ink-2 text-meta">{full ? t("full") : t("left", { count: left })}</p>
      )}
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={4000}
          disabled={full}
          aria-label={t("write")}
          placeholder={t("write")}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-32 min-h-11 min-w-0 flex-1 resize-none rounded-control bg-raised px-3 py-3 text-input placeholder:text-ink-3 phone:min-h-10 phone:py-2.5 phone:text-body"
        />
        <button
          type="button"
          aria-label={t("send")}
          disabled={!words || full}
          onClick={send}
          className="grid size-11 shrink-0 place-items-center rounded-control bg-accent text-on-accent hover:not-disabled:bg-accent-hover disabled:opacity-50 phone:size-10"
        >
          <SendHorizontal size={20} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
    </footer>
  );
}
