/** What is proved of a way out, on any cloud: which names it leads to, or why that is not known. */
import type { Verdict } from '../model';
import { notChecked, pass } from '../verdicts';

/** Names that may be reached; or why that is not proved. */
export type Proof = { readonly names: readonly string[] } | { readonly why: string };

/** Joins proofs: the first that fails, or all the names. */
export function together(proofs: readonly Proof[]): Proof {
  const names: string[] = [];
  for (const proof of proofs) {
    if ('why' in proof) return proof;
    names.push(...proof.names);
  }
  return { names: [...new Set(names)].sort() };
}

export const inWords = ({ names }: { readonly names: readonly string[] }): string =>
  `firewalls that let ${names.length === 1 ? 'one listed name' : `${names.length} listed names`} through and drop the rest`;

export const proved = (proof: Proof, what: string, path?: readonly (string | number)[]): Verdict =>
  'why' in proof
    ? notChecked(`${what}: the firewall’s rules decide what leaves, and ${proof.why}`, path)
    : pass(`${what}: its one way out is through ${inWords(proof)}`, path);
