import { type Draft, stackOf } from '../capability';
import type { KeyPlan } from './types';

/** Keys of a stack: the stack that makes or takes them, and where. */
export interface KeyOwner {
  readonly stack: string;
  /** Place of the promise in the plan. */
  readonly place: string;
  readonly region: string;
  /** Absent: the account that deploys. */
  readonly account?: string;
  readonly keys: readonly KeyPlan[];
  /** Whether each of several accounts makes this stack, with a key of its own: then no one ARN is its key. */
  readonly everyAccount?: boolean;
}

/** Every key of the plan, by the stack that owns it. */
export function keyOwners(plan: Omit<Draft, 'namedKeys'>): KeyOwner[] {
  const owned = (name: string, place: string, keys: readonly KeyPlan[]): KeyOwner => {
    const stack = plan.stacks.find((candidate) => candidate.name === name);
    return { stack: name, place, keys, region: stack?.region ?? plan.regions.primary, account: stack?.account };
  };
  const severalAccounts = new Set(plan.baselines.map(({ account }) => account)).size > 1;
  return [
    ...plan.bootstrap.toolkits.map(({ stack, key }) => ({
      ...owned(stack, stack, [key]),
      everyAccount: severalAccounts,
    })),
    owned(stackOf(plan, 'archive'), 'archive', plan.archive.keys),
    ...plan.audits.map(({ stack, label, keys }) => owned(stack, `audit/${label || 'account'}`, keys)),
    owned(stackOf(plan, 'data'), 'data', plan.data.keys),
    ...(plan.recovery ? [owned(stackOf(plan, 'recovery'), 'recovery', plan.recovery.keys)] : []),
    owned(plan.registry.stack, 'registry', plan.registry.keys),
    ...plan.cells.map((cell) => owned(cell.stack, `cells/${cell.name}`, cell.keys)),
  ];
}

/** What the document calls a key: its stack and its purpose. */
export const keyId = (stack: string, { purpose }: KeyPlan): string => `${stack}/${purpose}`;
