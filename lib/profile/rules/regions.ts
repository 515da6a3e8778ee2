import { awsRegion, azureLocation, azureRegion, country as countryFacts, countryName } from '../../catalogue';
import { didYouMean, nearest } from '../suggest';
import { CLOUD_NAMES, CLOUDS, type Rule } from './rule';

/** Every region named is in the country. */
export const regions: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!facts) return;
  for (const cloud of CLOUDS) {
    const inCountry = facts[cloud].regions;
    for (const role of ['primary', 'recovery'] as const) {
      const region = document[cloud]?.regions?.[role];
      if (region === undefined || inCountry.includes(region)) continue;
      const spelled = inCountry.find((name) => name === azureLocation(region)) ?? nearest(region, inCountry)[0];
      const where = spelled === azureLocation(region) ? undefined : whereIs(cloud, region);
      const title = role === 'recovery' ? 'recovery region abroad' : 'region not in the country';
      report({
        path: [cloud, 'regions', role],
        title: where?.abroad ? title : 'unknown region',
        found: `${region}${where ? `, ${where.text}` : didYouMean(region, spelled ? [spelled] : [])}`,
        allowed:
          inCountry.length > 0
            ? `in ${facts.name}: ${inCountry.join(', ')}`
            : `none: ${CLOUD_NAMES[cloud]} has no region in ${facts.name}`,
        mend:
          inCountry.length === 0
            ? `remove the ${cloud} section`
            : [
                spelled && !where ? `write ${spelled}` : 'use a region of the country',
                ...(role === 'recovery' ? ['or leave recovery out'] : []),
              ].join(', '),
      });
    }
  }
};

/** What is known of a region that is not the country's: another country's, or the other cloud's. */
function whereIs(cloud: 'aws' | 'azure', region: string): { text: string; abroad: boolean } | undefined {
  const [aws, azure] = [awsRegion(region), azureRegion(azureLocation(region))];
  const [own, other] = cloud === 'aws' ? [aws, azure] : [azure, aws];
  if (own) return { text: `in ${countryName(own.country)}`, abroad: true };
  return other && { text: `a region of ${CLOUD_NAMES[cloud === 'aws' ? 'azure' : 'aws']}`, abroad: false };
}
