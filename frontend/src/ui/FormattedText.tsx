import { Fragment, type ReactNode } from "react";

const PATTERN =
  /(```[\s\S]+?```|`[^`\n]+`|(?<![\p{L}\p{N}])\*[^*\n]+\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_[^_\n]+_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])~[^~\n]+~(?![\p{L}\p{N}])|https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/gu;

/** A text as WhatsApp shows it: bold, italic, struck through, monospace, links; nothing else. */
export function FormattedText({ text }: { text: string }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place: the same text always gives the same parts
  return text.split(PATTERN).map((part, at) => <Fragment key={at}>{show(part)}</Fragment>);
}

function show(part: string): ReactNode {
  if (part.length < 3) return part;
  if (/^https?:\/\//.test(part))
    return (
      <a href={part} target="_blank" rel="noreferrer nofollow" className="text-info underline">
        {part}
      </a>
    );
  if (part.startsWith("```") && part.endsWith("```") && part.length > 6)
    return <code className="font-mono">{part.slice(3, -3)}</code>;
  const inner = part.slice(1, -1);
  const last = part.at(-1);
  if (part[0] !== last || inner !== inner.trim() || !inner) return part;
  if (last === "`") return <code className="rounded-small bg-raised px-1 font-mono">{inner}</code>;
  if (last === "*") return <strong className="font-semibold">{inner}</strong>;
  if (last === "_") return <em>{inner}</em>;
  if (last === "~") return <s>{inner}</s>;
  return part;
}
