import { distance } from 'fastest-levenshtein';

/** Longest text compared; what is longer is no slip of the hand. */
const LONGEST = 100;

/** The candidates nearest to what was written, close enough to be a slip of the hand. */
export function nearest(written: string, candidates: readonly string[], most = 1): string[] {
  if (written.length === 0 || written.length > LONGEST) return [];
  const lower = written.toLowerCase();
  // Of two or three letters one may differ; of more, a third.
  const limit = written.length < 2 ? 0 : written.length < 4 ? 1 : Math.max(2, Math.floor(written.length / 3));
  return candidates
    .map((candidate) => {
      const other = candidate.toLowerCase();
      const begins = lower.length > 1 && other.startsWith(lower);
      return { candidate, score: begins ? Math.min(limit, distance(lower, other)) : distance(lower, other) };
    })
    .filter(({ score }) => score <= limit)
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** `; did you mean x?` or nothing. A letter that only looks like the right one is named. */
export function didYouMean(written: unknown, candidates: readonly string[]): string {
  const text = String(written);
  const [best] = nearest(text, candidates);
  if (best === undefined || best === written) return '';
  const foreign = [...text].find((char) => char > '~' && !best.includes(char));
  const name = foreign && `U+${(foreign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `${foreign ? ` (with ${foreign}, ${name})` : ''}; did you mean ${best}?`;
}
