/** Intent → resolved AWS plan. */
import { awsRegion } from '../../catalogue';
import type { AwsTarget } from '../../profile';
import type { Intent } from '../intent';
import { planAudit } from './audit';
import { planBaseline } from './baseline';
import { NO_BOOTSTRAP, planBootstrap } from './bootstrap';
import { derive, expectationsOf } from './capabilities';
import { planCell } from './cell';
import { deliveryRole } from './cluster/delivery';
import { planGuardrails } from './guardrails';
import { planIdentity } from './identity';
import { planInspection } from './inspection';
import { nameKeys } from './keys/named';
import { planCost } from './pools/cost';
import { planRegistry } from './registry';
import { stacksBefore, stacksOf } from './stacks';
import { planArchive, planData } from './storage/buckets';
import type { AwsPlan } from './types';

export { accountsOf, type Place } from './accounts';
export { ASK, bucketArn, OWN_ACCOUNT, roleArn, urlSuffix, vaultArn } from './addresses';
export { alarmsOf, MOST_PATTERN } from './audit';
export { BACKUP_TAG } from './backup';
export { ADDONS, type AddonProps, addonsFor } from './cluster/addons';
export { logGroupRetention } from './cluster/retention';
export { GLOBAL_ACTIONS, guardrailPolicies, MOST_CHARACTERS, MOST_SERVICE_POLICIES } from './guardrails';
export type * from './guardrails/types';
export { MOST_POLICY_CHARACTERS } from './identity/boundary';
export { DEFAULT_ACTIONS } from './inspection/expectations';
export { closedRules } from './inspection/rules';
export { keyParameter, kindOf, originOf } from './keys';
export { custodyMatrix } from './keys/matrix';
export { importedKeys } from './keys/notes';
export { type KeyOwner, keyId, keyOwners } from './keys/owners';
export * from './keys/policies';
export { EVENTS } from './lustre';
export { planAcls } from './network/acls';
export { endpointName, endpointsFor } from './network/endpoints';
export { type CellFeatures, FEATURES, type Feature, USUAL } from './network/features';
export { planNames } from './network/names';
export { podBlock } from './network/pods';
export { poolAddresses } from './network/subnets';
export type { Statement } from './policy';
export { amiTypeOf, hasLocalDisks, nicsOf } from './pools/nics';
export * from './storage/deliveries';
export { NAMESPACE } from './tenants';
export type * from './types';

/** @throws PlanRefusal with every reason, placed by path in the document */
export function planAws(intent: Intent, target: AwsTarget): AwsPlan {
  const { primary } = target.regions;
  const cells = target.cells.map((cell, index) => planCell(intent, target, cell, index));
  const archive = planArchive(intent, target);
  const { data, recovery } = planData(intent, target, cells);
  const inspection = planInspection(intent, target, cells);
  const partition = awsRegion(primary)?.partition ?? 'aws';
  const registry = planRegistry(intent, target, cells, partition);
  const guardrails = planGuardrails(intent, target, {
    partition,
    copyRoles: [
      data.replicationRole,
      archive.copyRole,
      deliveryRole(intent.country.toLowerCase(), '*'),
      ...Object.values(data.backup.roles),
    ].filter((role) => role !== undefined),
    gateways: inspection?.account,
  });
  const baselines = planBaseline(intent, target);
  const audits = planAudit(intent, target, { archive, data });

  const identity = planIdentity(intent, target, archive);
  const parts = {
    partition,
    regions: target.regions,
    network: target.network,
    accounts: target.accounts ?? {},
    guardrails,
    baselines,
    audits,
    identity,
    archive,
    data,
    recovery,
    registry,
    inspection,
    cells,
    cost: planCost(primary, cells),
  };
  const rest = { ...parts, stacks: stacksOf(intent, target, parts) };
  const bootstrap = planBootstrap(intent, target, expectationsOf({ ...rest, bootstrap: NO_BOOTSTRAP, namedKeys: {} }));
  const draft = { ...rest, bootstrap, stacks: [...stacksBefore(intent, bootstrap, identity), ...rest.stacks] };
  const named = { ...draft, namedKeys: nameKeys(draft, target) };
  return { ...named, ...derive(named, intent, target) };
}
