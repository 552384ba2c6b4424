import { CornerUpLeft, Lock, Mic, Plus, SendHorizontal, X } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/features/inbox/types";
import { useDraft } from "@/lib/drafts";
import { put } from "@/lib/outbox/outbox";
import { useMe } from "@/lib/session/me";
import { useMinute } from "@/lib/use_minute";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/IconButton";

const CannedReplies = lazy(() =>
  import("@/features/inbox/CannedReplies").then((module) => ({ default: module.CannedReplies })),
);
const AttachmentDialog = lazy(() =>
  import("@/features/inbox/AttachmentDialog").then((module) => ({ default: module.AttachmentDialog })),
);
const Recorder = lazy(() => import("@/features/inbox/Recorder").then((module) => ({ default: module.Recorder })));
const WindowClosed = lazy(() =>
  import("@/features/inbox/WindowClosed").then((module) => ({ default: module.WindowClosed })),
);

type Mode = "reply" | "note";
type Props = { conversation: Conversation; quoted: Message | null; onQuote: (message: Message | null) => void };

const LINES = 8;
const LINE_PX = 20;

/** Where one answers or leaves a note. A closed window takes the answer's place; the note stays possible. */
export function Composer({ conversation, quoted, onQuote }: Props) {
  const { t } = useTranslation("inbox");
  const [mode, setMode] = useState<Mode>("reply");
  const now = useMinute();
  const closed = conversation.window_expires_at !== null && Date.parse(conversation.window_expires_at) <= now;
  useEffect(() => {
    const swap = (event: globalThis.KeyboardEvent) => {
      if (!event.altKey || event.code !== "KeyN") return;
      event.preventDefault();
      setMode((old) => (old === "reply" ? "note" : "reply"));
    };
    window.addEventListener("keydown", swap);
    return () => window.removeEventListener("keydown", swap);
  }, []);
  return (
    <footer className="shrink-0 border-line border-t bg-surface px-2 pt-2 pb-[max(12px,env(safe-area-inset-bottom))] phone:px-3">
      <div className="mb-1.5 flex items-center gap-1" role="tablist" aria-label={t("composer.label")}>
        <ModeTab on={mode === "reply"} icon={CornerUpLeft} onClick={() => setMode("reply")}>
          {t("composer.reply")}
        </ModeTab>
        <ModeTab on={mode === "note"} note icon={Lock} onClick={() => setMode("note")}>
          {t("composer.note")}
        </ModeTab>
        <span className="flex-1" />
        <span className="hidden items-center gap-2 pr-1 text-ink-2 text-meta phone:flex">
          <kbd className="grid size-5 place-items-center rounded-small border border-line-2 font-sans">/</kbd>{" "}
          {t("composer.savedReplies")}
        </span>
      </div>
      {quoted && mode === "reply" && <QuoteAbove quoted={quoted} onClose={() => onQuote(null)} />}
      <Box
        key={`${conversation.id} ${mode}`}
        conversation={conversation}
        mode={mode}
        closed={closed && mode === "reply"}
        quoted={quoted}
        onSent={() => onQuote(null)}
      />
    </footer>
  );
}

function ModeTab({
  on,
  note,
  icon: Icon,
  onClick,
  children,
}: {
  on: boolean;
  note?: boolean;
  icon: typeof Lock;
  onClick: () => void;
  children: string;
}) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={on}
      onClick={onClick}
      className={classes(
        "flex h-9 items-center gap-1.5 rounded-control px-2.5 font-medium text-table phone:h-7",
        on ? (note ? "bg-bubble-note text-ink" : "bg-accent-soft text-accent-ink") : "text-ink-2 hover:bg-hover",
      )}
    >
      <Icon size={14} strokeWidth={2} aria-hidden />
      {children}
    </button>
  );
}

function QuoteAbove({ quoted, onClose }: { quoted: Message; onClose: () => void }) {
  const { t } = useTranslation("inbox");
  return (
    <div className="mb-2 flex items-center gap-2 rounded-control border-accent border-l-[3px] bg-raised py-1 pl-3">
      <p className="line-clamp-2 min-w-0 flex-1 text-ink-2 text-table">{quoted.text || t(`kinds.${quoted.kind}`)}</p>
      <IconButton small icon={X} label={t("composer.noQuote")} onClick={onClose} />
    </div>
  );
}

type BoxProps = { conversation: Conversation; mode: Mode; closed: boolean; quoted: Message | null; onSent: () => void };

function Box({ conversation, mode, closed, quoted, onSent }: BoxProps) {
  const { t } = useTranslation("inbox");
  const me = useMe();
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
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (event.shiftKey || text.startsWith("/")) return;
    event.preventDefault();
    send();
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
        setFiles([...event.dataTransfer.files]);
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
      <textarea
        ref={area}
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          setFiles([...event.clipboardData.files]);
        }}
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
