import { distance } from 'fastest-levenshtein';

/** The candidates nearest to what was written, close enough to be a slip of the hand. */
export function nearest(written: string, candidates: readonly string[], most = 1): string[] {
  const limit = Math.max(2, Math.floor(written.length / 3));
  return candidates
    .map((candidate) => ({ candidate, score: distance(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ score }) => score <= limit)
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** `; did you mean x?` or nothing. */
export function didYouMean(written: unknown, candidates: readonly string[]): string {
  const [best] = nearest(String(written), candidates);
  return best === undefined || best === written ? '' : `; did you mean ${best}?`;
}
