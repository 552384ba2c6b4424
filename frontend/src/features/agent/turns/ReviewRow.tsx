import { Check, ShieldCheck, ShieldX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ReviewStep } from "@/features/agent/turns/queries";
import { StepRow } from "@/features/agent/turns/StepRow";
import { StateChip } from "@/ui/Chip";

/** A check of a draft; in a test also its words, with what was wrong struck through, or what supports the answer. */
export function ReviewRow({ step, again, span }: { step: ReviewStep; again: boolean; span: number }) {
  const { t } = useTranslation("agent");
  const passed = step.outcome === "passed";
  const facts = "facts" in step ? (step.facts ?? []) : [];
  const draft = "draft" in step ? step.draft : null;
  return (
    <StepRow
      icon={passed ? ShieldCheck : ShieldX}
      name={t(again ? "turn.review.again" : "turn.review.name")}
      detail={
        passed && facts.length > 0 ? t("turn.review.facts", { count: facts.length }) : t(`turn.review.${step.outcome}`)
      }
      tone="review"
      span={span}
      starts={step.starts_ms}
      milliseconds={step.milliseconds}
      open
    >
      {(step.wrong.length > 0 || facts.length > 0) && (
        <>
          <div className="flex flex-wrap gap-1.5">
            {step.wrong.map((kind) => (
              <StateChip key={kind} tone="danger">
                {t(`turn.wrong.${kind}`)}
              </StateChip>
            ))}
            {facts.map(({ said, source, tool }) => (
              <StateChip key={said} tone="accent" icon={Check}>
                {said} · {tool ?? t(`turn.sources.${source}`)}
              </StateChip>
            ))}
          </div>
          {draft && "marks" in step && <Draft text={draft} marks={step.marks ?? []} />}
        </>
      )}
    </StepRow>
  );
}

type Marks = { start: number; end: number }[];

function Draft({ text, marks }: { text: string; marks: Marks }) {
  const { t } = useTranslation("agent");
  return (
    <div className="mt-2 rounded-control border border-line bg-surface px-3 py-2 text-table">
      <p className="mb-1 text-ink-2 text-meta">{t("turn.review.draft")}</p>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {cut(text, marks).map(({ at, words, wrong }) =>
          wrong ? (
            <del key={at} className="rounded-small bg-danger-soft px-0.5 text-danger">
              {words}
            </del>
          ) : (
            <span key={at}>{words}</span>
          ),
        )}
      </p>
    </div>
  );
}

/** Returns the text in pieces: those that are marked, and those between. Places count characters, not halves of them. */
function cut(text: string, marks: Marks) {
  const letters = [...text];
  const pieces: { at: number; words: string; wrong: boolean }[] = [];
  let from = 0;
  for (const { start, end } of marks) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    pieces.push({ at: from, words: letters.slice(from, begin).join(""), wrong: false });
    pieces.push({ at: begin + 0.5, words: letters.slice(begin, end).join(""), wrong: true });
    from = end;
  }
  return [...pieces, { at: from + 0.25, words: letters.slice(from).join(""), wrong: false }].filter(
    ({ words }) => words,
  );
}
