import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { BenchBubble } from "@/features/agent/bench/BenchBubble";
import type { Bench, BenchMessage, BenchTurn } from "@/features/agent/bench/queries";
import { Thinking } from "@/features/agent/bench/Thinking";
import { TurnPill } from "@/features/agent/bench/TurnPill";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";

type Props = {
  bench: Bench | null;
  pending: string | null;
  asking: boolean;
  turnId: string | null;
  onTurn: (turnId: string) => void;
  onRepeat: ((turnId: string) => void) | null;
};

/** What was said, oldest first; each turn of the agent stands under the last message it knew. */
export function BenchMessages({ bench, pending, asking, turnId, onTurn, onRepeat }: Props) {
  const { t } = useTranslation("bench");
  const end = useRef<HTMLDivElement>(null);
  const messages = bench?.messages ?? [];
  const turns = bench?.turns ?? [];
  const thinking = asking || pending !== null || bench?.state === "thinking";
  const size = `${messages.length} ${turns.length} ${thinking} ${bench?.state}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is new is scrolled to
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [size]);
  const last = turns.at(-1);
  return (
    <section
      aria-label={t("messages")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto bg-chat px-4 py-4 focus-visible:outline-offset-[-2px]"
    >
      {messages.length === 0 && pending === null && <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>}
      <ol aria-live="polite" className="flex flex-col gap-0.5">
        {messages.map((message, at) => (
          <li key={message.id} className="contents">
            <BenchBubble message={message} first={isFirst(messages, at)} />
            {turnsAfter(turns, message).map((turn) => (
              <TurnPill
                key={turn.id}
                turn={turn}
                number={turns.indexOf(turn) + 1}
                on={turn.id === turnId}
                onPick={() => onTurn(turn.id)}
              />
            ))}
          </li>
        ))}
        {pending !== null && (
          <li className="contents">
            <BenchBubble message={written(pending)} first={messages.at(-1)?.author !== "customer"} />
          </li>
        )}
      </ol>
      {thinking && <Thinking />}
      {!thinking && bench?.state === "failed" && (
        <div role="alert" className="mx-auto mt-3 flex w-fit flex-col items-center gap-2 rounded-card bg-surface p-3">
          <p className="text-table">{t("noAnswer")}</p>
          {last && onRepeat && (
            <Button size="small" onClick={() => onRepeat(last.id)}>
              {t("again")}
            </Button>
          )}
        </div>
      )}
      {!thinking && bench?.state === "handed" && (
        <p className="mx-auto mt-3 w-fit rounded-card bg-surface px-3 py-1.5 text-center text-ink-2 text-table">
          {t("handed")}
        </p>
      )}
      <div ref={end} />
    </section>
  );
}

const isFirst = (messages: BenchMessage[], at: number) =>
  (messages[at]?.author === "customer") !== (messages[at - 1]?.author === "customer") || at === 0;
const turnsAfter = (turns: BenchTurn[], message: BenchMessage) =>
  turns.filter(({ after_message_id, state }) => after_message_id === message.id && state !== "started");
const written = (text: string): BenchMessage => ({
  id: "pending",
  author: "customer",
  kind: "text",
  text,
  filename: null,
  sent_at: new Date().toISOString(),
});
