export type Piece = { text: string; kind: "same" | "gone" | "new" | "left_out" };

const MOST_PAIRS = 2_000_000;
const SHOWN_AROUND = 90;

/** Returns how one text became the other, word by word; of what is the same only what stands beside a change. */
export function textDiff(before: string, after: string): Piece[] {
  const old = words(before);
  const now = words(after);
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let last = 0;
  while (last < old.length - first && last < now.length - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const middle = compared(old.slice(first, old.length - last), now.slice(first, now.length - last));
  const pieces: Piece[] = [
    { text: old.slice(0, first).join(""), kind: "same" },
    ...middle,
    { text: old.slice(old.length - last).join(""), kind: "same" },
  ];
  return shortened(joined(pieces));
}

const words = (text: string) => text.split(/(\s+)/).filter((each) => each !== "");

function compared(old: string[], now: string[]): Piece[] {
  if (old.length * now.length > MOST_PAIRS)
    return [
      { text: old.join(""), kind: "gone" },
      { text: now.join(""), kind: "new" },
    ];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const of = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i * width + j] = old[i] === now[j] ? of(i + 1, j + 1) + 1 : Math.max(of(i + 1, j), of(i, j + 1));
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      pieces.push({ text: now[j] as string, kind: "same" });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && of(i + 1, j) >= of(i, j + 1)))
      pieces.push({ text: old[i++] as string, kind: "gone" });
    else pieces.push({ text: now[j++] as string, kind: "new" });
  }
  return pieces;
}

/** Neighbours of one kind are one piece; a space between two changes belongs to both. */
function joined(pieces: Piece[]): Piece[] {
  const made: Piece[] = [];
  let gone = "";
  let fresh = "";
  const put = () => {
    if (gone) made.push({ text: gone, kind: "gone" });
    if (fresh) made.push({ text: fresh, kind: "new" });
    gone = "";
    fresh = "";
  };
  pieces.forEach((piece, at) => {
    const next = pieces[at + 1];
    const within = piece.kind === "same" && /^\s+$/.test(piece.text) && !piece.text.includes("\n");
    if (piece.kind === "gone") gone += piece.text;
    else if (piece.kind === "new") fresh += piece.text;
    else if (within && (gone || fresh) && next && next.kind !== "same") {
      if (gone) gone += piece.text;
      if (fresh) fresh += piece.text;
    } else if (piece.text) {
      put();
      const last = made.at(-1);
      if (last?.kind === "same") last.text += piece.text;
      else made.push({ ...piece });
    }
  });
  put();
  return made;
}

/** Of a long text that is the same, what stands at its ends is left, in whole words. */
function shortened(pieces: Piece[]): Piece[] {
  return pieces.flatMap((piece, at): Piece[] => {
    if (piece.kind !== "same" || piece.text.length <= 2 * SHOWN_AROUND) return [piece];
    const kept: Piece[] = [];
    if (at > 0) kept.push({ text: piece.text.slice(0, SHOWN_AROUND).replace(/\S*$/, ""), kind: "same" });
    kept.push({ text: "", kind: "left_out" });
    if (at < pieces.length - 1) kept.push({ text: piece.text.slice(-SHOWN_AROUND).replace(/^\S*/, ""), kind: "same" });
    return kept.filter(({ text, kind }) => text || kind === "left_out");
  });
}
