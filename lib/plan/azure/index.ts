/** Intent → resolved Azure plan. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { addressBook, BOOTSTRAP } from './addresses';
import { planFoundation } from './audit';
import { planAlerts } from './audit/alerts';
import { planBootstrap, stateKeys } from './bootstrap';
import { runnerDoors } from './bootstrap/doors';
import { derive } from './capabilities';
import { estatesOf } from './capability';
import { planCell } from './cell';
import { planData } from './data';
import { planGuardrails } from './guardrails';
import { planInspection } from './inspection';
import { planHsm } from './keys';
import { holdCustody } from './keys/held';
import { planModels } from './models';
import { planPath } from './network/path';
import { planCost } from './pools/cost';
import { planPrivilege } from './privilege';
import { planRecovery } from './recovery';
import { planRoots } from './roots';
import { replicationOf, zonesOf } from './storage/replication';
import type { AzurePlan, EstatePlan, RootPlan } from './types';

export { POD_CIDR, SERVICE_CIDR } from '../../profile/rules/networks';
export { KUBERNETES_VERSION } from '../kubernetes';
export { GIVEN_SUBSCRIPTION } from './addresses';
export { EVENTS, QUERIES } from './audit/events';
export { activityName } from './audit/notes';
export { workspaceRetention } from './audit/retention';
export { vaultRedundancy } from './backup';
export { ATTACHMENT_TYPES } from './capabilities';
export { diagnosticsName, estatesOf, groupOf, lockName, networksOf } from './capability';
export { DNS_SERVICE_IP, SYSTEM_POOL } from './cluster';
export { MAINTENANCE } from './cluster/maintenance';
export { aliasesOf, basisOfAlias, guardrailPolicies, MOST as MOST_OF_POLICIES, pathOfAlias } from './guardrails';
export { exemptionEnd, locationParameters, managementGroupId, policyName } from './guardrails/notes';
export { grantDescription } from './identity/notes';
export { BUILT_IN, roleId } from './identity/roles';
export { FIREWALL_SUBNET, RULE_GROUPS } from './inspection/notes';
export { firstGiven, PRIVATE_RANGES } from './inspection/way';
export { hsmOf, keyId } from './keys';
export { HSM_SERVICE_ROLE, hsmKeyAddress, hsmRoleId, KEY_MAKER } from './keys/hsm-roles';
export { custodyMatrix } from './keys/matrix';
export { hsmKeys } from './keys/notes';
export { LUSTRE_LOGS } from './lustre';
export { securityGroupId } from './network';
export { apiServerZone, zonesFor } from './network/endpoints';
export { reasonTag } from './network/expectations';
export { type EstateFeatures, endpointsFor, FEATURES, type Feature } from './network/features';
export { rulesFor, type Surroundings, surroundingsOf } from './network/rules';
export { driverFor, GPU_TAINT, isRdma, labelsFor } from './pools';
export { osDiskFor } from './pools/os-disk';
export { holdersOf, RESERVATION_ACTIONS } from './pools/reservations';
export { CACHE_RULE } from './registry';
export { expiryName } from './storage/notes';
export { copiesOf, replicationFor, zonesOf } from './storage/replication';
export type * from './types';

/** Roots in whose resource groups what leads out may stand. */
const DOOR_ROOTS: readonly string[] = ['inspection', 'path'];

const doorsOf = (roots: readonly RootPlan[]): string[] =>
  roots.flatMap(({ purpose, resourceGroupId }) =>
    DOOR_ROOTS.includes(purpose) && resourceGroupId ? [resourceGroupId] : [],
  );

/** @throws PlanRefusal with its reasons, placed by path in the document */
export function planAzure(intent: Intent, target: AzureTarget): AzurePlan {
  const book = addressBook(intent.country, target);
  const { primary, recovery: second } = target.regions;
  const opened = <Estate extends EstatePlan>(estate: Estate): Estate =>
    target.bootstrap === 'create' ? { ...estate, doors: runnerDoors(book, estate) } : estate;
  const ifAny = <Estate extends EstatePlan>(estate: Estate | undefined): Estate | undefined => estate && opened(estate);
  const own = {
    foundation: opened(planFoundation(intent, target, book)),
    recovery: ifAny(planRecovery(intent, target, book)),
    data: opened(planData(intent, target, book)),
    models: ifAny(planModels(intent, target, book)),
    cells: target.cells.map((cell, index) => opened(planCell(intent, target, cell, index, book))),
  };
  const { foundation, recovery, cells } = own;
  const pools = cells.flatMap((cell) => cell.pools);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const allowedLocations = [primary, ...(second ? [second] : [])].sort();
  const inHsm = [
    ...(target.bootstrap === 'create' ? [{ root: BOOTSTRAP, ...stateKeys(intent, target, book) }] : []),
    ...estatesOf(own),
  ].filter(({ keys }) => keys.some(({ store }) => store === 'hsm'));
  const hsm = inHsm.length > 0 ? opened(planHsm(target, book)) : undefined;
  const others = estatesOf({ hsm, ...own });
  const bootstrap = target.bootstrap === 'create' ? planBootstrap(intent, target, book, others) : undefined;
  const roots = planRoots(intent, target, book, new Set(inHsm.map(({ root }) => root)));
  const before = {
    country: intent.country,
    classification: intent.classification,
    egress: intent.egress,
    regions: target.regions,
    location: primary,
    zones: zonesOf(primary),
    allowedLocations,
    network: target.network,
    dialect: target.dialect,
    backend: book.backend,
    replication: replicationOf(target),
    roots,
    bootstrap,
    alerts: planAlerts(target, book),
    ...(hsm ? { hsm } : {}),
    guardrails: planGuardrails(intent, target, {
      locations: allowedLocations,
      subscriptions: [...new Set(roots.map(({ name }) => book.subscription(name)))],
      vendorKeys: [...(bootstrap ? [bootstrap] : []), ...others].flatMap(({ keys }) =>
        keys.filter(({ store }) => store === 'vendor').map(({ purpose }) => purpose),
      ),
      workspaceId: foundation.workspace.id,
      archiveIds: [foundation.archive.id, ...(recovery ? [recovery.archive.id] : [])],
      peers: target.path?.kind === 'bastion' ? [target.path.network] : [],
      doors: doorsOf(roots),
    }),
    ...own,
    inspection: planInspection(intent, target, cells, book),
    cost: planCost(primary, cells),
    path: planPath(target, book, others),
    totals: {
      cells: cells.length,
      nodes: sum(pools.map(({ nodes }) => nodes.max)),
      gpus: sum(pools.map(({ totalGpus }) => totalGpus)),
    },
  };
  const draft = { ...before, ...planPrivilege(target, book, before) };
  holdCustody(draft, intent, target);
  return { ...draft, ...derive(draft, intent, target) };
}
