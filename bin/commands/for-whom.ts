/** For which country and region templates are judged: what `check` and `diff` ask alike. */
import { aws, awsRegion, country, countryCodes } from '../../lib/catalogue';
import { pathOf } from '../../lib/engines/documents';
import { didYouMean } from '../../lib/profile/suggest';
import { planAll } from '../countries';

export interface ForWhom {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly code: string;
  /** Days logs must be kept: the document's decision, else the catalogue's default. */
  readonly days: number;
  /** Region of CloudFormation templates that do not say theirs. */
  readonly region?: string;
}

/** Undefined, and said on standard error, for a country or a region that is not known. */
export function countryAndRegion(options: { readonly country: string; readonly region?: string }): ForWhom | undefined {
  const { code, days } = countryOf(options.country);
  const facts = country(code);
  if (!facts) {
    process.stderr.write(
      `--country ${options.country}: no such country in the catalogue${didYouMean(code, countryCodes)}\n   allowed  ${countryCodes.join(', ')}, or a document\n`,
    );
    return undefined;
  }
  if (options.region && !awsRegion(options.region)) {
    const known = Object.keys(aws.regions);
    process.stderr.write(
      `--region ${options.region}: no such AWS region${didYouMean(options.region, known)}\n   allowed  ${known.join(', ')}\n`,
    );
    return undefined;
  }
  return { code, days: days ?? facts.defaults.logRetentionDays.value, region: options.region ?? facts.aws.regions[0] };
}

/** A code, or a document whose retention counts. */
function countryOf(text: string): { code: string; days?: number } {
  if (/^[A-Za-z]{2}$/.test(text)) return { code: text.toUpperCase() };
  const plan = planAll([pathOf(text)]).planned[0]?.plan;
  return plan ? { code: plan.intent.country, days: plan.intent.retention.logDays } : { code: text };
}
