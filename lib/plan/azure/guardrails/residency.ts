/** Nothing is made outside the country's regions, and in no region only what is listed. */
import { all, isThere, notAmong, types } from './conditions';
import type { BuiltIn, GuardrailContext, Rule } from './types';

/** Types that exist in no region only. The vendor's policy lets every global resource through; this is all of ours. */
export const GLOBAL_TYPES: readonly (readonly [type: string, reason: string])[] = [
  ['Microsoft.Network/privateDnsZones', 'names of private endpoints, answered in the linked networks only'],
  ['Microsoft.Network/privateDnsZones/virtualNetworkLinks', 'the link of such a zone to its network'],
  ['Microsoft.Insights/privateLinkScopes', 'the private door of logs; it holds no logs'],
  ['Microsoft.Insights/activityLogAlerts', 'a condition on names of actions'],
  ['Microsoft.Insights/metricAlerts', 'a condition on numbers'],
  ['Microsoft.Insights/actionGroups', 'who is told of an alert; the message holds names of resources'],
];

const DEFINITIONS = '/providers/Microsoft.Authorization/policyDefinitions';
const REGIONS_CLAUSE = 'Azure Sovereign Landing Zone Enforce-Sov-L1-Regions';

/** The vendor's own, by which other tools know that locations are held. */
export const BUILT_INS: readonly BuiltIn[] = [
  {
    id: 'allowed-locations',
    reason: 'nothing is made outside the regions of the country',
    clause: REGIONS_CLAUSE,
    definition: `${DEFINITIONS}/e56962a6-4747-49cd-b67b-bf8b01975c4c`,
  },
  {
    id: 'allowed-group-locations',
    reason: 'no resource group, whose metadata lies where it is, is made outside the regions of the country',
    clause: REGIONS_CLAUSE,
    definition: `${DEFINITIONS}/e765b5de-1225-4ba3-bd56-1ac6695af988`,
  },
];

export const residency = ({ locations }: GuardrailContext): Rule[] => [
  {
    id: 'locations',
    reason: 'nothing is made outside the regions of the country, nor in none of them but what is listed',
    clause: 'NIST SP 800-53r5 SA-9(5)',
    when: all(isThere('location'), notAmong('location', locations), {
      not: all({ field: 'location', equals: 'global' }, types(GLOBAL_TYPES.map(([name]) => name))),
    }),
  },
];
