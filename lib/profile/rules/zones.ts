import { awsRegion, awsZoneHealth } from '../../catalogue';
import { didYouMean } from '../suggest';
import type { Rule } from './rule';

/** Zones are zone ids of the primary region, and a damaged one is said. */
export const zones: Rule = (document, report) => {
  const region = document.aws?.regions?.primary;
  const known = region ? awsRegion(region) : undefined;
  document.aws?.cells?.forEach((cell, index) => {
    const named = [
      { zone: cell?.zone, path: ['aws', 'cells', index, 'zone'] },
      ...(cell?.pools ?? []).map((pool, at) => ({
        zone: pool?.zone,
        path: ['aws', 'cells', index, 'pools', at, 'zone'],
      })),
    ];
    for (const { zone, path } of named) {
      if (!zone || !region || !known) continue;
      const health = awsZoneHealth(zone);
      if (known.zones.length === 0)
        report({
          severity: 'warning',
          path,
          title: 'zone not verified',
          found: `${zone}; the catalogue has no zones for ${region}`,
          mend: 'check the zone id with: aws ec2 describe-availability-zones',
        });
      else if (!known.zones.includes(zone))
        report({
          path,
          title: 'zone not in the region',
          found: `${zone}${zone.startsWith(region) ? ' (a zone name; names differ from account to account)' : didYouMean(zone, known.zones)}`,
          allowed: `zone ids of ${region}: ${known.zones.join(', ')}`,
          mend: 'use a zone id of the region',
        });
      else if (health)
        report({
          severity: 'warning',
          path,
          title: `zone ${health.status}`,
          found: `${zone}: ${health.text} (last checked ${health.lastChecked}, ${health.confidence})`,
          mend: `use ${known.zones.filter((id) => !awsZoneHealth(id)).join(', ') || 'another region'}, or ask the vendor`,
        });
    }
  });
};
