const BEFORE = 24;
const WORD = /[\p{L}\p{N}]+/gu;

/** Returns a text in parts, of which some are what was searched: the beginnings of words, without accents or case. */
export function hitParts(text: string, words: string): { text: string; hit: boolean }[] {
  const searched = (plain(words).match(WORD) ?? []).slice(0, 8);
  const parts: { text: string; hit: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(WORD)) {
    const length = hitLength(match[0], searched);
    if (length === 0) continue;
    const before = text.slice(from, match.index);
    if (before) parts.push({ text: parts.length === 0 ? shortened(before) : before, hit: false });
    parts.push({ text: match[0].slice(0, length), hit: true });
    from = match.index + length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false });
  return parts;
}

/** Returns how many letters of the word were searched for; the longest beginning counts. */
function hitLength(word: string, searched: string[]): number {
  const letters = [...word];
  let most = 0;
  for (const each of searched) {
    let taken = 0;
    let left = each;
    for (const letter of letters) {
      const folded = plain(letter);
      if (!left?.startsWith(folded)) break;
      left = left.slice(folded.length);
      taken += letter.length;
    }
    if (!left) most = Math.max(most, taken);
  }
  return most;
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function shortened(text: string): string {
  if (text.length <= BEFORE * 2) return text;
  const cut = text.slice(-BEFORE);
  return `…${cut.slice(cut.indexOf(" ") + 1)}`;
}
