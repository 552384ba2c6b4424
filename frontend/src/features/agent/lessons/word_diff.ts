export type Run = { text: string; differs: boolean };

const MOST_WORDS = 120;
const LEAST_ALIKE = 0.25;

/** Returns a text in runs of words that the other one has too, in its order, and runs that it has not. Texts that are
 * hardly alike come back as one run: to mark all of it would say nothing. */
export function wordDiff(text: string, other: string): Run[] {
  const words = text.split(/(\s+)/).filter(Boolean);
  const mine = words.filter((word) => word.trim());
  const theirs = other.split(/\s+/).filter(Boolean);
  const whole = [{ text, differs: false }];
  if (mine.length > MOST_WORDS || theirs.length > MOST_WORDS) return whole;
  const kept = common(mine.map(plain), theirs.map(plain));
  if (kept.size < LEAST_ALIKE * Math.max(mine.length, theirs.length)) return whole;
  const runs: Run[] = [];
  let at = 0;
  for (const word of words) {
    const last = runs.at(-1);
    const differs = word.trim() ? !kept.has(at++) : (last?.differs ?? false);
    if (last?.differs === differs) last.text += word;
    else runs.push({ text: word, differs });
  }
  return runs;
}

/** Places in `mine` of the longest sequence that is in both. */
function common(mine: string[], theirs: string[]): Set<number> {
  const longest = Array.from({ length: mine.length + 1 }, () => new Array<number>(theirs.length + 1).fill(0));
  const of = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = mine.length - 1; i >= 0; i--)
    for (let j = theirs.length - 1; j >= 0; j--)
      (longest[i] as number[])[j] = mine[i] === theirs[j] ? of(i + 1, j + 1) + 1 : Math.max(of(i + 1, j), of(i, j + 1));
  const kept = new Set<number>();
  for (let i = 0, j = 0; i < mine.length && j < theirs.length; ) {
    if (mine[i] === theirs[j]) {
      kept.add(i++);
      j++;
    } else if (of(i + 1, j) >= of(i, j + 1)) i++;
    else j++;
  }
  return kept;
}

function plain(word: string): string {
  return word
    .normalize("NFD")
    .replace(/[\p{M}\p{P}]/gu, "")
    .toLowerCase();
}
