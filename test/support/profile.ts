import { readFileSync } from 'node:fs';
import { type CountryProfile, formatProblems, readCountry } from '../../lib/profile';

/** The profile of a document that must be sound. */
export function profileOf(file: string): CountryProfile {
  const { profile, problems } = readCountry(file, readFileSync(file, 'utf8'));
  if (!profile) throw new Error(formatProblems(problems));
  return profile;
}
