const TOKENS = /("(?:\\.|[^"\\])*"(?=\s*:))|("(?:\\.|[^"\\])*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/g;

/** JSON whose keys, texts and numbers have colours of their own. */
export function JsonText({ json }: { json: string }) {
  const parts: { text: string; look: string }[] = [];
  let from = 0;
  for (const match of json.matchAll(TOKENS)) {
    if (match.index > from) parts.push({ text: json.slice(from, match.index), look: "" });
    parts.push({
      text: match[0],
      look: match[1] ? "text-night-key" : match[2] ? "text-night-text" : "text-night-warn",
    });
    from = match.index + match[0].length;
  }
  parts.push({ text: json.slice(from), look: "" });
  return parts.map(({ text, look }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place: the same text always gives the same parts
    <span key={at} className={look}>
      {text}
    </span>
  ));
}
