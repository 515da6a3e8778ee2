import { awsRegion, azureRegion, country as countryFacts, countryName } from '../../catalogue';
import { didYouMean } from '../suggest';
import { CLOUDS, type Rule } from './rule';

/** Where a region is: a country's code, or undefined for one the catalogue does not know. */
export const countryOfRegion = (cloud: 'aws' | 'azure', region: string): string | undefined =>
  (cloud === 'aws' ? awsRegion(region) : azureRegion(region))?.country;

/** Every region named is in the country. */
export const regions: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!document.country || !facts) return;
  for (const cloud of CLOUDS) {
    const inCountry = facts[cloud].regions;
    for (const role of ['primary', 'recovery'] as const) {
      const region = document[cloud]?.regions?.[role];
      if (region === undefined || inCountry.includes(region)) continue;
      const where = countryOfRegion(cloud, region);
      report({
        path: [cloud, 'regions', role],
        title: where
          ? role === 'recovery'
            ? 'recovery region abroad'
            : 'region not in the country'
          : 'unknown region',
        found: `${region}${where ? `, in ${countryName(where)}` : didYouMean(region, inCountry)}`,
        allowed:
          inCountry.length > 0
            ? `in ${facts.name}: ${inCountry.join(', ')}`
            : `none: ${cloud} has no region in ${facts.name}`,
        mend:
          inCountry.length === 0
            ? `remove the ${cloud} section`
            : role === 'recovery'
              ? 'use a region of the country, or leave recovery out'
              : 'use a region of the country',
      });
    }
  }
};
