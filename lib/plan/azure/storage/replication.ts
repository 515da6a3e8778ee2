/** Copies that stay in the country: which kind of storage redundancy a region and its pair allow. */
import { azureRegion } from '../../../catalogue';
import type { AzureTarget } from '../../../profile';
import type { ReplicationPlan } from './types';

/** Availability zones of a location: `['1', '2', '3']`, or none. */
export const zonesOf = (location: string): string[] =>
  Array.from({ length: azureRegion(location)?.zones ?? 0 }, (_, index) => String(index + 1));

/** How data reaches the recovery region: by its pair's accounts, or object by object; undefined where there is none. */
export function copiesOf({ regions, copies }: Pick<AzureTarget, 'regions' | 'copies'>): 'pair' | 'account' | undefined {
  if (!regions.recovery) return undefined;
  return copies ?? (azureRegion(regions.primary)?.pair === regions.recovery ? 'pair' : 'account');
}

/** Redundancy of the accounts of models and data. */
export function replicationOf(target: Pick<AzureTarget, 'regions' | 'copies'>): ReplicationPlan {
  const { primary, recovery } = target.regions;
  if (copiesOf(target) !== 'account') return replicationFor(primary, recovery);
  const { kind } = replicationFor(primary);
  const home = kind === 'ZRS' ? `three zones of ${primary}` : `${primary} has no zones`;
  return { kind, reason: `${home}; copied object by object to accounts in ${recovery}` };
}

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
