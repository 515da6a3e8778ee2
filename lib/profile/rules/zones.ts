import { aws, awsRegion, awsZoneHealth, country as countryFacts } from '../../catalogue';
import { didYouMean } from '../suggest';
import type { Rule } from './rule';

/** Zones are zone ids of the primary region, and a damaged one is said. */
export const zones: Rule = (document, report) => {
  const region = document.aws?.regions?.primary;
  const known = region ? awsRegion(region) : undefined;
  const facts = document.country ? countryFacts(document.country) : undefined;
  // A region abroad is told already; its zones are none to choose from.
  if (!region || !known || (facts && !facts.aws.regions.includes(region))) return;
  if (known.zones.length === 0) {
    const others = (facts?.aws.regions ?? []).filter((code) => (awsRegion(code)?.zones.length ?? 0) > 0);
    report({
      path: ['aws', 'regions', 'primary'],
      title: 'region that cannot be planned yet',
      found: `${region}; the catalogue knows no zones of it, and a control plane needs two`,
      allowed: others.length > 0 ? others.join(', ') : 'none in the country',
      mend: others.length > 0 ? `use ${others.join(' or ')}` : 'remove the aws section',
    });
    return;
  }
  const check = (zone: string | undefined, path: (string | number)[]): void => {
    if (!zone) return;
    const health = awsZoneHealth(zone);
    if (!known.zones.includes(zone)) {
      const isName = /^[a-z]{2,}(-[a-z]+)+-\d+[a-z]$/.test(zone);
      report({
        path,
        title: 'zone not in the region',
        found: isName
          ? `${zone}, a zone name: it means another zone in another account`
          : `${zone}${homeOf(zone) ?? didYouMean(zone, known.zones)}`,
        allowed: `zone ids of ${region}: ${known.zones.join(', ')}`,
        mend: isName
          ? `use the zone's id: aws ec2 describe-availability-zones --region ${region} shows names and ids`
          : 'use a zone id of the region',
      });
    } else if (health)
      report({
        severity: 'warning',
        path,
        title: `zone ${health.status}`,
        found: `${zone}: ${health.text} (last checked ${health.lastChecked}, ${health.confidence})`,
        mend: `use ${known.zones.filter((id) => !awsZoneHealth(id)).join(', ') || 'another region'}, or ask the vendor`,
      });
  };
  document.aws?.cells?.forEach((cell, index) => {
    check(cell?.zone, ['aws', 'cells', index, 'zone']);
    cell?.pools?.forEach((pool, at) => {
      check(pool?.zone, ['aws', 'cells', index, 'pools', at, 'zone']);
    });
  });
};

/** `, of eu-west-2 (London)` for a zone of another region. */
function homeOf(zone: string): string | undefined {
  const [home] = Object.entries(aws.regions).filter(([, { zones }]) => zones.includes(zone));
  return home && `, of ${home[0]} (${home[1].name})`;
}
