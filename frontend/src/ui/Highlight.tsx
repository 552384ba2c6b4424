import { Fragment, type ReactNode } from "react";
import { hitParts } from "@/lib/format/hits";

/** A text whose words that begin like the searched ones stand out; a long one begins a little before the first. */
export function Highlight({ text, words }: { text: string; words: string }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place: the same text always gives the same parts
  return hitParts(text, words).map((part, at) => <Fragment key={at}>{show(part)}</Fragment>);
}

function show({ text, hit }: { text: string; hit: boolean }): ReactNode {
  return hit ? <mark className="bg-transparent font-semibold text-ink">{text}</mark> : text;
}
