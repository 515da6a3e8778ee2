/** Regions and zones the plan stands in, and the services of Azure that stand in none. */
import { azureRegion } from '../../catalogue';
import { type Capability, type Draft, precondition } from './capability';
import { tableFact } from './facts';

/** Services bound to no region, which every Azure region leans on. */
const GLOBAL = [
  "Azure: Entra ID holds identities in the tenant's location, chosen when the tenant was made, not in this region.",
  'Azure: Azure DNS is a global service; private zones and their records are resource metadata without a place.',
  'Azure: Azure Resource Manager keeps metadata (names, tags, ids, deployments) outside the region.',
  'Azure: Private Link scopes, policy assignments, role assignments and locks are global objects; they hold no data.',
  'Azure: management actions reach the region through public endpoints of Azure Resource Manager; Entra conditional access must bind who and from where.',
];

const placesOf = ({ regions }: Draft): string[] => [regions.primary, ...(regions.recovery ? [regions.recovery] : [])];

export const places: Capability = {
  notes: (plan) => ({
    preconditions: placesOf(plan)
      .filter((place) => azureRegion(place)?.restricted)
      .map((place) =>
        precondition(
          `region-access-${place}`,
          `access to ${place} is granted: the region is restricted`,
          `ask the vendor for region access to ${place} in a support request, for every subscription used`,
        ),
      ),
    residualRisks: [
      ...GLOBAL,
      ...(plan.zones.length === 0
        ? [`Azure: ${plan.location} has no zones: a loss of one data centre can stop the cells.`]
        : []),
    ],
    facts: placesOf(plan).map((place) => {
      const region = azureRegion(place);
      const pair = region?.pair ? `paired with ${region.pair} (${region.pairCountry})` : 'no pair';
      return tableFact(
        'regions',
        `${place}: ${region?.zones ?? 0} zones, ${pair}${region?.restricted ? ', restricted access' : ''}`,
      );
    }),
  }),
};
