/**
 * What a capability gives the AWS plan beside its resolved part. Its word names its folder here, under `constructs/aws`
 * and in the tests.
 */
import type { AwsTarget } from '../../profile';
import type { Address } from '../address';
import type { Expectation } from '../expectation';
import type { Intent, PlanNotes, Precondition } from '../intent';
import type { AwsPlan, AwsStackPlan } from './types';

/** The plan before what is derived from the whole of it. */
export type Draft = Omit<AwsPlan, 'exits' | 'addresses' | 'notes' | 'expectations'>;

export interface Capability {
  /** What the templates must hold for its promises to be kept. */
  readonly expectations?: (plan: Draft) => Expectation[];
  /** What one stack names of another. */
  readonly addresses?: (plan: Draft) => Address[];
  /** What an operator must see to, what stays a risk, quotas, facts it rests on. */
  readonly notes?: (plan: Draft, intent: Intent, target: AwsTarget) => Partial<PlanNotes>;
}

/** Name of the one stack of a purpose. */
export const stackOf = (plan: Pick<Draft, 'stacks'>, purpose: AwsStackPlan['purpose']): string =>
  plan.stacks.find((stack) => stack.purpose === purpose)?.name ?? purpose;

export const precondition = (id: string, text: string, how: string): Precondition => ({ cloud: 'aws', id, text, how });

/** How stacks of a country's output are deployed, and what they are given. */
export const deploy = (country: string, stacks: readonly string[], parameter?: string): string =>
  [
    `npx cdk deploy --app out/${country.toLowerCase()}/aws`,
    ...stacks,
    ...(parameter ? stacks.map((stack) => `--parameters ${stack}:${parameter}`) : []),
  ].join(' ');

/** A role of a stack, by its name. */
export const roleExpected = (stack: string, promise: string, name: string): Expectation => ({
  promise,
  stack,
  type: 'AWS::IAM::Role',
  identity: { RoleName: name },
});

/** Makes expectations of one cell's stack. */
export const inCell =
  (cell: { readonly name: string; readonly stack: string }) =>
  (
    promise: string,
    type: string,
    identity: Expectation['identity'],
    settings?: Expectation['settings'],
  ): Expectation => ({ promise: `cells/${cell.name}/${promise}`, stack: cell.stack, type, identity, settings });
