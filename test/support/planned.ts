import { type CountryPlan, planCountry } from '../../lib/plan';
import { formatProblems, readCountry } from '../../lib/profile';

/** The plan of a document that must be sound. */
export function planOf(text: string, file = 'document.yaml'): CountryPlan {
  const { profile, problems } = readCountry(file, text);
  if (!profile) throw new Error(formatProblems(problems));
  return planCountry(profile);
}
