/** Intent → resolved AWS plan. */
import { awsRegion } from '../../catalogue';
import type { AwsTarget } from '../../profile';
import type { Intent } from '../intent';
import { name } from '../names';
import { planAudit } from './audit';
import { planBaseline } from './baseline';
import { NO_BOOTSTRAP, planBootstrap } from './bootstrap';
import { derive, expectationsOf } from './capabilities';
import { planCell } from './cell';
import { planGuardrails } from './guardrails';
import { planIdentity } from './identity';
import { planInspection } from './inspection';
import { nameKeys } from './keys/named';
import { planCost } from './pools/cost';
import { planRegistry } from './registry';
import { planArchive, planData } from './storage/buckets';
import type { AwsPlan, AwsStackPlan } from './types';

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

/** What the stacks of an account wait for, in all its regions, unless they come before: IAM and the trail are of no region. */
const WAIT: readonly (readonly [first: AwsStackPlan['purpose'], before: readonly AwsStackPlan['purpose'][]])[] = [
  ['baseline', ['guardrails', 'baseline']],
  ['audit', ['guardrails', 'access', 'baseline', 'archive', 'audit']],
];

/** @throws PlanRefusal with every reason, placed by path in the document */
export function planAws(intent: Intent, target: AwsTarget): AwsPlan {
  const country = intent.country.toLowerCase();
  const { primary, recovery: second } = target.regions;
  const cells = target.cells.map((cell, index) => planCell(intent, target, cell, index));
  const archive = planArchive(intent, target);
  const { data, recovery } = planData(intent, target, cells);
  const inspection = planInspection(intent, target, cells);
  const partition = awsRegion(primary)?.partition ?? 'aws';
  const registry = planRegistry(intent, target, cells, partition);
  const guardrails = planGuardrails(intent, target, {
    partition,
    copyRoles: [data.replicationRole, archive.copyRole, ...Object.values(data.backup.roles)].filter(
      (role) => role !== undefined,
    ),
    gateways: inspection?.account,
  });
  const baselines = planBaseline(intent, target);
  const audits = planAudit(intent, target, { archive, data });

  const stackOf = (purpose: AwsStackPlan['purpose']): string => name([country, purpose]);
  const stacks: AwsStackPlan[] = [
    ...(guardrails
      ? [
          {
            name: guardrails.stack,
            purpose: 'guardrails' as const,
            region: primary,
            account: target.accounts?.management,
            after: [],
            description: `${intent.name}: guardrails of organisation ${guardrails.organization}; deploy in its management account`,
          },
        ]
      : []),
    ...baselines.flatMap(({ stack, region, account }) =>
      stack
        ? [
            {
              name: stack,
              purpose: 'baseline' as const,
              region,
              account,
              after: [],
              description: `${intent.name}: what ${account ? `account ${account}` : 'the account'} has once in ${region}`,
            },
          ]
        : [],
    ),
    {
      name: stackOf('archive'),
      purpose: 'archive',
      region: primary,
      account: target.accounts?.logArchive,
      after: [],
      description: `${intent.name}: log archive, locked for ${intent.retention.logDays} days, and its key`,
    },
    ...audits.map(
      ({ stack, region, account }): AwsStackPlan => ({
        name: stack,
        purpose: 'audit',
        region,
        account,
        after: [stackOf('archive')],
        description: `${intent.name}: what watches ${account ? `account ${account}` : 'the account'} in ${region}: trail, alarms, recorder, detectors`,
      }),
    ),
    ...(second
      ? [
          {
            name: stackOf('recovery'),
            purpose: 'recovery' as const,
            region: second,
            account: target.accounts?.data,
            after: [],
            description: `${intent.name}: copies of models and data in ${second}, the vault of copied backups, and their keys`,
          },
        ]
      : []),
    {
      name: stackOf('data'),
      purpose: 'data',
      region: primary,
      account: target.accounts?.data,
      after: second ? [stackOf('recovery')] : [],
      description: `${intent.name}: models and data, region-locked to ${primary}, their backups, and their keys`,
    },
    {
      name: registry.stack,
      purpose: 'registry',
      region: primary,
      account: target.accounts?.data,
      after: [],
      description: `${intent.name}: registry of container images, in ${primary} only, and its key`,
    },
    ...(inspection
      ? [
          {
            name: inspection.stack,
            purpose: 'inspection' as const,
            region: primary,
            account: inspection.account,
            after: [stackOf('archive')],
            description: `${intent.name}: the one network with a gateway, behind firewalls, and the transit gateway that leads to it`,
          },
        ]
      : []),
    ...cells.map(
      (cell): AwsStackPlan => ({
        name: cell.stack,
        purpose: 'cell',
        region: primary,
        account: cell.account,
        after: [stackOf('archive'), stackOf('data'), registry.stack, ...(inspection ? [inspection.stack] : [])],
        description: `${intent.name}: cell ${cell.name}: private network, private cluster and its GPU pools`,
      }),
    ),
  ];
  const identity = planIdentity(intent, target, archive);
  const rest = {
    partition,
    regions: target.regions,
    network: target.network,
    accounts: target.accounts ?? {},
    stacks: inOrder(stacks),
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
  const bootstrap = planBootstrap(intent, target, expectationsOf({ ...rest, bootstrap: NO_BOOTSTRAP, namedKeys: {} }));
  const draft = {
    ...rest,
    bootstrap,
    stacks: [
      ...bootstrap.toolkits.map(
        ({ stack, region }, index): AwsStackPlan => ({
          name: stack,
          purpose: 'bootstrap',
          region,
          after: [],
          description: `${intent.name}: what every account has in ${region} before a stack is deployed${index > 0 ? '' : ', and the boundary of every role'}`,
        }),
      ),
      ...(identity.roles.length > 0
        ? [
            {
              name: identity.stack,
              purpose: 'access' as const,
              region: primary,
              after: bootstrap.toolkits.slice(0, 1).map(({ stack }) => stack),
              description: `${intent.name}: roles of people, in every account, for its administrators to deploy`,
            },
          ]
        : []),
      ...rest.stacks,
    ],
  };
  const named = { ...draft, namedKeys: nameKeys(draft, target) };
  return { ...named, ...derive(named, intent, target) };
}

const inOrder = (stacks: readonly AwsStackPlan[]): AwsStackPlan[] =>
  stacks.map((stack) => {
    const first = WAIT.flatMap(([purpose, before]) =>
      before.includes(stack.purpose)
        ? []
        : stacks.filter((other) => other.purpose === purpose && other.account === stack.account),
    );
    return { ...stack, after: [...first.map(({ name }) => name), ...stack.after] };
  });
