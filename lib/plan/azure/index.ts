/** Intent → resolved Azure plan. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { addressBook } from './addresses';
import { planFoundation } from './audit';
import { planAlerts } from './audit/alerts';
import { derive } from './capabilities';
import { planCell } from './cell';
import { planData } from './data';
import { planModels } from './models';
import { planCost } from './pools/cost';
import { planRecovery } from './recovery';
import { planRoots } from './roots';
import { replicationOf, zonesOf } from './storage/replication';
import type { AzurePlan } from './types';

export { POD_CIDR, SERVICE_CIDR } from '../../profile/rules/networks';
export { KUBERNETES_VERSION } from '../kubernetes';
export { GIVEN_SUBSCRIPTION } from './addresses';
export { EVENTS, QUERIES } from './audit/events';
export { activityName } from './audit/notes';
export { workspaceRetention } from './audit/retention';
export { vaultRedundancy } from './backup';
export { ATTACHMENT_TYPES } from './capabilities';
export { diagnosticsName, estatesOf, lockName } from './capability';
export { DNS_SERVICE_IP, SYSTEM_POOL } from './cluster';
export { MAINTENANCE } from './cluster/maintenance';
export { locationParameters, policyName } from './guardrails/notes';
export { LUSTRE_LOGS } from './lustre';
export { apiServerZone, zonesFor } from './network/endpoints';
export { rulesFor } from './network/rules';
export { driverFor, GPU_TAINT, isRdma, labelsFor } from './pools';
export { osDiskFor } from './pools/os-disk';
export { holdersOf, RESERVATION_ACTIONS } from './pools/reservations';
export { CACHE_RULE } from './registry';
export { expiryName } from './storage/notes';
export { copiesOf, replicationFor, zonesOf } from './storage/replication';
export type * from './types';

/** @throws PlanRefusal with its reasons, placed by path in the document */
export function planAzure(intent: Intent, target: AzureTarget): AzurePlan {
  const book = addressBook(intent.country, target);
  const { primary, recovery } = target.regions;
  const cells = target.cells.map((cell, index) => planCell(intent, target, cell, index, book));
  const pools = cells.flatMap((cell) => cell.pools);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const roots = planRoots(intent, target, book);
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
    replication: replicationOf(target),
    roots,
    alerts: planAlerts(target, book, roots),
    foundation: planFoundation(intent, target, book),
    recovery: planRecovery(intent, target, book),
    data: planData(intent, target, book),
    models: planModels(target, book),
    cells,
    cost: planCost(primary, cells),
    totals: {
      cells: cells.length,
      nodes: sum(pools.map(({ nodes }) => nodes.max)),
      gpus: sum(pools.map(({ totalGpus }) => totalGpus)),
    },
  };
  return { ...draft, ...derive(draft, intent, target) };
}
