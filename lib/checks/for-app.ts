/** For whom an app of someone else's is judged while it is synthesized. */
import { aws, awsRegion, countryCodes, country as countryFacts } from '../catalogue';
import { planCountry } from '../plan';
import type { Finding } from './model';

/** A country's code (`IN`), or its document as read: what the document decides counts, as how long logs are kept. */
export type ForCountry = string | Parameters<typeof planCountry>[0];

export interface ForApp {
  readonly country: string;
  /** Days logs must be kept. */
  readonly retentionDays: number;
  /** Region of stacks that do not say theirs. */
  readonly region?: string;
}

/** @throws RangeError for a country the catalogue does not hold, or a region that is none */
export function forApp(country: ForCountry, region?: string): ForApp {
  const code = typeof country === 'string' ? country.toUpperCase() : country.country;
  const facts = countryFacts(code);
  if (!facts) throw new RangeError(`The catalogue holds no country ${country}; allowed: ${countryCodes.join(', ')}`);
  if (region !== undefined && !awsRegion(region))
    throw new RangeError(`There is no AWS region ${region}; allowed: ${Object.keys(aws.regions).join(', ')}`);
  const retentionDays =
    typeof country === 'string' ? facts.defaults.logRetentionDays.value : planCountry(country).intent.retention.logDays;
  return { country: code, retentionDays, region: region ?? facts.aws.regions[0] };
}

/** What fails an app. */
export const failing = (findings: readonly Finding[]): Finding[] => findings.filter(({ result }) => result === 'fail');
