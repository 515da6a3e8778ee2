/** Copies that stay in the country: which kind of storage redundancy a region and its pair allow. */
import { azureRegion } from '../../../catalogue';
import type { ReplicationPlan } from './types';

/** Availability zones of a location: `['1', '2', '3']`, or none. */
export const zonesOf = (location: string): string[] =>
  Array.from({ length: azureRegion(location)?.zones ?? 0 }, (_, index) => String(index + 1));

/**
 * Geo-redundancy only to a recovery region that is the pair and in the same country; else zones; else one place.
 *
 * @param recovery region the document asks copies in
 */
export function replicationFor(location: string, recovery?: string): ReplicationPlan {
  const here = azureRegion(location);
  const zoned = zonesOf(location).length > 0;
  if (recovery && here?.pair === recovery && here.pairCountry === here.country)
    return {
      kind: zoned ? 'GZRS' : 'GRS',
      reason: `${recovery} is the pair of ${location} and in the same country; ${zoned ? 'zones at home' : `${location} has no zones`}`,
    };
  return zoned
    ? { kind: 'ZRS', reason: `three zones of ${location}; no recovery region is asked for` }
    : { kind: 'LRS', reason: `${location} has no zones, and no recovery region is asked for` };
}
