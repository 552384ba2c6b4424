import { useMemo } from "react";
import { textDiff } from "@/features/agent/configs/text_diff";

/** A text with what went struck out and what came marked. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => textDiff(before, after), [before, after]);
  return (
    <p className="whitespace-pre-wrap break-words text-table leading-5">
      {pieces.map(({ text, kind }, at) =>
        kind === "gone" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing else that is theirs
          <del key={at} className="rounded-small bg-danger-soft text-danger">
            {text}
          </del>
        ) : kind === "new" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <ins key={at} className="rounded-small bg-accent-soft text-accent-ink no-underline">
            {text}
          </ins>
        ) : kind === "left_out" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <span key={at} className="text-ink-3">
            {"…"}
          </span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <span key={at} className="text-ink-2">
            {text}
          </span>
        ),
      )}
    </p>
  );
}
