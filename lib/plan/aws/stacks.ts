/** The stacks of a country, in the order they deploy: each has one purpose, one place and one blast radius. */
import type { AwsTarget } from '../../profile';
import type { Intent } from '../intent';
import { name } from '../names';
import type { AwsPlan, AwsStackPlan } from './types';

type Purpose = AwsStackPlan['purpose'];
type Parts = Pick<AwsPlan, 'guardrails' | 'baselines' | 'audits' | 'recovery' | 'registry' | 'inspection' | 'cells'>;

/** What the stacks of an account wait for, in all its regions, unless they come before: IAM and the trail are of no region. */
const WAIT: readonly (readonly [first: Purpose, before: readonly Purpose[]])[] = [
  ['baseline', ['guardrails', 'baseline']],
  ['audit', ['guardrails', 'access', 'baseline', 'archive', 'audit']],
];

export function stacksOf(intent: Intent, { accounts = {}, regions }: AwsTarget, parts: Parts): AwsStackPlan[] {
  const { primary, recovery: second } = regions;
  const { guardrails, baselines, audits, registry, inspection, cells } = parts;
  const stack = stackMaker(intent);
  const named = (purpose: Purpose): string => name([intent.country.toLowerCase(), purpose]);
  const of = (account: string | undefined): string => (account ? `account ${account}` : 'the account');
  const [archive, data, recovery] = [named('archive'), named('data'), named('recovery')];
  return inOrder([
    ...(guardrails
      ? [
          stack(
            'guardrails',
            guardrails.stack,
            primary,
            accounts.management,
            [],
            `guardrails of organisation ${guardrails.organization}; deploy in its management account`,
          ),
        ]
      : []),
    ...baselines.flatMap(({ stack: own, region, account }) =>
      own ? [stack('baseline', own, region, account, [], `what ${of(account)} has once in ${region}`)] : [],
    ),
    stack(
      'archive',
      archive,
      primary,
      accounts.logArchive,
      [],
      `log archive, locked for ${intent.retention.logDays} days, and its key`,
    ),
    ...audits.map(({ stack: own, region, account }) =>
      stack(
        'audit',
        own,
        region,
        account,
        [archive],
        `what watches ${of(account)} in ${region}: trail, alarms, recorder, detectors`,
      ),
    ),
    ...(second
      ? [
          stack(
            'recovery',
            recovery,
            second,
            accounts.data,
            [],
            `copies of models and data in ${second}, the vault of copied backups, and their keys`,
          ),
        ]
      : []),
    stack(
      'data',
      data,
      primary,
      accounts.data,
      second ? [recovery] : [],
      `models and data, region-locked to ${primary}, their backups, and their keys`,
    ),
    stack(
      'registry',
      registry.stack,
      primary,
      accounts.data,
      [],
      `registry of container images, in ${primary} only, and its key`,
    ),
    ...(inspection
      ? [
          stack(
            'inspection',
            inspection.stack,
            primary,
            inspection.account,
            [archive],
            'the one network with a gateway, behind firewalls, and the transit gateway that leads to it',
          ),
        ]
      : []),
    ...cells.map((cell) =>
      stack(
        'cell',
        cell.stack,
        primary,
        cell.account,
        [archive, data, registry.stack, ...(inspection ? [inspection.stack] : [])],
        `cell ${cell.name}: private network, private cluster and its GPU pools`,
      ),
    ),
  ]);
}

/** What administrators deploy in every account before any other stack, and no pipeline may change. */
export function stacksBefore(
  intent: Intent,
  { limits, toolkits }: AwsPlan['bootstrap'],
  { roles, stack: access }: AwsPlan['identity'],
): AwsStackPlan[] {
  const stack = stackMaker(intent);
  return [
    stack(
      'limits',
      limits.stack,
      limits.region,
      undefined,
      [],
      'how far anyone may go in an account: the boundary of every role, and what CloudFormation may',
    ),
    ...toolkits.map(({ stack: own, region }) =>
      stack(
        'bootstrap',
        own,
        region,
        undefined,
        [limits.stack],
        `what every account has in ${region} before a stack is deployed`,
      ),
    ),
    ...(roles.length > 0
      ? [
          stack(
            'access',
            access,
            limits.region,
            undefined,
            [limits.stack],
            'roles of people, in every account, for its administrators to deploy',
          ),
        ]
      : []),
  ];
}

const stackMaker =
  ({ name: country }: Intent) =>
  (
    purpose: Purpose,
    own: string,
    region: string,
    account: string | undefined,
    after: readonly string[],
    what: string,
  ): AwsStackPlan => ({ name: own, purpose, region, account, after, description: `${country}: ${what}` });

const inOrder = (stacks: readonly AwsStackPlan[]): AwsStackPlan[] =>
  stacks.map((stack) => {
    const first = WAIT.flatMap(([purpose, before]) =>
      before.includes(stack.purpose)
        ? []
        : stacks.filter((other) => other.purpose === purpose && other.account === stack.account),
    );
    return { ...stack, after: [...first.map(({ name: own }) => own), ...stack.after] };
  });
