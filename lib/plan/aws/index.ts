/** Intent → resolved AWS plan. */
import { awsRegion } from '../../catalogue';
import type { AwsTarget } from '../../profile';
import type { Intent } from '../intent';
import { name } from '../names';
import { planBaseline } from './baseline';
import { derive } from './capabilities';
import { planCell } from './cell';
import { planGuardrails } from './guardrails';
import { planCost } from './pools/cost';
import { planRegistry } from './registry';
import { planArchive, planData } from './storage/buckets';
import type { AwsPlan, AwsStackPlan } from './types';

export { accountsOf, type Place } from './accounts';
export { bucketArn, OWN_ACCOUNT } from './addresses';
export { ADDONS, type AddonProps, addonsFor } from './cluster/addons';
export { logGroupRetention } from './cluster/retention';
export { GLOBAL_ACTIONS, guardrailPolicies, MOST_CHARACTERS, MOST_SERVICE_POLICIES } from './guardrails';
export type * from './guardrails/types';
export { keyParameter } from './keys';
export { type CellFeatures, endpointsFor, type Feature } from './network/endpoints';
export { amiTypeOf, hasLocalDisks, nicsOf } from './pools/nics';
export { ASK } from './storage/buckets';
export type * from './types';

/** What comes before the baselines, or is one. */
const FIRST: readonly AwsStackPlan['purpose'][] = ['guardrails', 'baseline'];

/** @throws PlanRefusal with every reason, placed by path in the document */
export function planAws(intent: Intent, target: AwsTarget): AwsPlan {
  const country = intent.country.toLowerCase();
  const { primary, recovery: second } = target.regions;
  const cells = target.cells.map((cell, index) => planCell(intent, target, cell, index));
  const archive = planArchive(intent, target);
  const { data, recovery } = planData(intent, target);
  const partition = awsRegion(primary)?.partition ?? 'aws';
  const registry = planRegistry(intent, target, cells, partition);
  const guardrails = planGuardrails(intent, target, { partition, replicationRole: data.replicationRole });
  const baselines = planBaseline(intent, target);

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
    ...(second
      ? [
          {
            name: stackOf('recovery'),
            purpose: 'recovery' as const,
            region: second,
            account: target.accounts?.data,
            after: [],
            description: `${intent.name}: copies of models and data in ${second}, and their key`,
          },
        ]
      : []),
    {
      name: stackOf('data'),
      purpose: 'data',
      region: primary,
      account: target.accounts?.data,
      after: second ? [stackOf('recovery')] : [],
      description: `${intent.name}: models and data, region-locked to ${primary}, and their key`,
    },
    {
      name: registry.stack,
      purpose: 'registry',
      region: primary,
      account: target.accounts?.data,
      after: [],
      description: `${intent.name}: registry of container images, in ${primary} only, and its key`,
    },
    ...cells.map(
      (cell): AwsStackPlan => ({
        name: cell.stack,
        purpose: 'cell',
        region: primary,
        account: cell.account,
        after: [stackOf('archive'), stackOf('data'), registry.stack],
        description: `${intent.name}: cell ${cell.name}: private network, private cluster and its GPU pools`,
      }),
    ),
  ];
  const draft = {
    partition,
    regions: target.regions,
    network: target.network,
    accounts: target.accounts ?? {},
    stacks: afterBaselines(stacks),
    guardrails,
    baselines,
    archive,
    data,
    recovery,
    registry,
    cells,
    cost: planCost(primary, cells),
  };
  return { ...draft, ...derive(draft, intent, target) };
}

/** The other stacks wait for the baselines of their account, in all its regions: IAM is of no region. */
const afterBaselines = (stacks: readonly AwsStackPlan[]): AwsStackPlan[] =>
  stacks.map((stack) =>
    FIRST.includes(stack.purpose)
      ? stack
      : {
          ...stack,
          after: [
            ...stacks
              .filter(({ purpose, account }) => purpose === 'baseline' && account === stack.account)
              .map(({ name }) => name),
            ...stack.after,
          ],
        },
  );
