import { Mic, Plus, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/features/inbox/types";
import { focusNewestMessage } from "@/features/inbox/use_message_keys";
import { useDraft } from "@/lib/drafts";
import { put } from "@/lib/outbox/outbox";
import { useEnterSends } from "@/lib/preferences";
import { useMe } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/IconButton";

const CannedReplies = lazy(() =>
  import("@/features/inbox/CannedReplies").then((module) => ({ default: module.CannedReplies })),
);
const AttachmentDialog = lazy(() =>
  import("@/features/inbox/AttachmentDialog").then((module) => ({ default: module.AttachmentDialog })),
);
const EmojiButton = lazy(() =>
  import("@/features/inbox/EmojiButton").then((module) => ({ default: module.EmojiButton })),
);
const Recorder = lazy(() => import("@/features/inbox/Recorder").then((module) => ({ default: module.Recorder })));
const WindowClosed = lazy(() =>
  import("@/features/inbox/WindowClosed").then((module) => ({ default: module.WindowClosed })),
);

export type Mode = "reply" | "note";
type Props = { conversation: Conversation; mode: Mode; closed: boolean; quoted: Message | null; onSent: () => void };

const LINES = 8;
const LINE_PX = 20;

/** The box one writes in, with what can be added to it. */
export function ComposerBox({ conversation, mode, closed, quoted, onSent }: Props) {
  const { t } = useTranslation("inbox");
  const me = useMe();
  const enterSends = useEnterSends();
  const [text, setText] = useDraft([me.id, me.business_id, conversation.id, mode].join(" "));
  const [files, setFiles] = useState<File[]>([]);
  const [recording, setRecording] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, LINES * LINE_PX + 20)}px`;
  });
  useEffect(() => {
    if (quoted) area.current?.focus();
  }, [quoted]);
  useEffect(() => {
    const attach = (event: globalThis.KeyboardEvent) => {
      if (!event.altKey || event.code !== "KeyA" || !picker.current) return;
      event.preventDefault();
      picker.current.click();
    };
    window.addEventListener("keydown", attach);
    return () => window.removeEventListener("keydown", attach);
  }, []);
  const send = () => {
    const body = text.trim();
    if (!body) return;
    if (mode === "note") put(conversation.id, { type: "note", body }, null);
    else put(conversation.id, { type: "text", body }, quoted?.id ?? null);
    setText("");
    onSent();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && quoted) onSent();
    if (event.key === "ArrowUp" && !text) {
      event.preventDefault();
      focusNewestMessage();
    }
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    const always = event.ctrlKey || event.metaKey;
    if (!always && (event.shiftKey || !enterSends || text.startsWith("/"))) return;
    event.preventDefault();
    send();
  };
  const insert = (emoji: string) => {
    const box = area.current;
    const [from, to] = [box?.selectionStart ?? text.length, box?.selectionEnd ?? text.length];
    setText(text.slice(0, from) + emoji + text.slice(to));
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + emoji.length, from + emoji.length);
    });
  };
  if (closed)
    return (
      <Suspense>
        <WindowClosed conversation={conversation} draft={text} />
      </Suspense>
    );
  if (recording)
    return (
      <Suspense>
        <Recorder conversationId={conversation.id} onClose={() => setRecording(false)} />
      </Suspense>
    );
  const label = mode === "note" ? t("composer.writeNote") : t("composer.write");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one way; the button is the other
    <div
      className="relative flex items-end gap-1"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (mode === "reply") setFiles([...event.dataTransfer.files]);
      }}
    >
      {mode === "reply" && text.startsWith("/") && (
        <Suspense fallback={null}>
          <CannedReplies
            typed={text.slice(1)}
            conversationId={conversation.id}
            onPick={(reply) => {
              setText(reply);
              area.current?.focus();
            }}
          />
        </Suspense>
      )}
      {mode === "reply" && (
        <IconButton icon={Plus} label={t("composer.attach")} keys="Alt+A" onClick={() => picker.current?.click()} />
      )}
      <Suspense fallback={<span className="size-11 shrink-0 phone:size-10" />}>
        <EmojiButton onPick={insert} />
      </Suspense>
      {mode === "reply" && (
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            setFiles([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
      )}
      <textarea
        ref={area}
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          if (mode === "note" || event.clipboardData.files.length === 0) return;
          event.preventDefault();
          setFiles([...event.clipboardData.files]);
        }}
        data-composer
        placeholder={label}
        aria-label={label}
        maxLength={4096}
        className={classes(
          "min-h-11 w-full min-w-0 flex-1 resize-none rounded-[22px] border border-edge px-4 py-[11px] text-[16px] leading-5 placeholder:text-ink-3 focus-visible:border-info focus-visible:outline-offset-[-1px] phone:min-h-10 phone:rounded-control phone:px-3 phone:py-[9px] phone:text-input",
          mode === "note" ? "bg-bubble-note" : "bg-surface",
        )}
      />
      {text.trim() ? (
        <IconButton icon={SendHorizontal} label={t("composer.send")} onClick={send} className="text-accent" />
      ) : (
        mode === "reply" && <IconButton icon={Mic} label={t("composer.record")} onClick={() => setRecording(true)} />
      )}
      {files.length > 0 && (
        <Suspense>
          <AttachmentDialog conversationId={conversation.id} files={files} onClose={() => setFiles([])} />
        </Suspense>
      )}
    </div>
  );
}
