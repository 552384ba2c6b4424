import { CornerUpLeft, Lock, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ComposerBox, type Mode } from "@/features/inbox/ComposerBox";
import type { Conversation, Message } from "@/features/inbox/types";
import { useMinute } from "@/lib/use_minute";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/IconButton";

type Props = { conversation: Conversation; quoted: Message | null; onQuote: (message: Message | null) => void };

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
      <ComposerBox
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

type TabProps = { on: boolean; note?: boolean; icon: typeof Lock; onClick: () => void; children: string };

function ModeTab({ on, note, icon: Icon, onClick, children }: TabProps) {
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
