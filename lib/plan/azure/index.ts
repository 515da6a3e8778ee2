/** Intent → resolved Azure plan. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { addressBook, addressesOf } from './addresses';
import { planCell } from './cells';
import { expectationsOf } from './expectations';
import { notesOf } from './notes';
import { replicationFor, zonesOf } from './replication';
import { planRoots } from './roots';
import { planData, planFoundation } from './services';
import type { AzurePlan } from './types';

export { POD_CIDR, SERVICE_CIDR } from '../../profile/rules/networks';
export { GIVEN_SUBSCRIPTION } from './addresses';
export { DNS_SERVICE_IP, SYSTEM_POOL } from './cells';
export { apiServerZone, zonesFor } from './endpoints';
export {
  ATTACHMENT_TYPES,
  activityName,
  diagnosticsName,
  locationParameters,
  lockName,
  policyName,
} from './expectations';
export { driverFor, GPU_TAINT, isRdma, labelsFor } from './pools';
export { replicationFor, zonesOf } from './replication';
export { workspaceRetention } from './retention';
export { rulesFor } from './rules';
export { CACHE_RULE } from './services';
export type * from './types';

/** @throws PlanRefusal with its reasons, placed by path in the document */
export function planAzure(intent: Intent, target: AzureTarget): AzurePlan {
  const book = addressBook(intent.country, target);
  const { primary, recovery } = target.regions;
  const cells = target.cells.map((cell, index) => planCell(intent, target, cell, index, book));
  const pools = cells.flatMap((cell) => cell.pools);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const draft = {
    country: intent.country,
    classification: intent.classification,
    egress: intent.egress,
    regions: target.regions,
    location: primary,
    zones: zonesOf(primary),
    allowedLocations: [primary, ...(recovery ? [recovery] : [])].sort(),
    network: target.network,
    dialect: target.dialect,
    backend: book.backend,
    replication: replicationFor(primary, recovery),
    roots: planRoots(intent, target, book),
    foundation: planFoundation(intent, target, book),
    data: planData(intent, target, book),
    cells,
    totals: {
      cells: cells.length,
      nodes: sum(pools.map(({ nodes }) => nodes.max)),
      gpus: sum(pools.map(({ totalGpus }) => totalGpus)),
    },
  };
  return {
    ...draft,
    addresses: addressesOf(draft),
    expectations: expectationsOf(draft),
    notes: notesOf(intent, target, draft),
  };
}
