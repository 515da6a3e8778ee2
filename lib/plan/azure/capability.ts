/**
 * What a capability gives the Azure plan beside its resolved part. Its word names its folder here, under
 * `constructs/azure` and in the tests.
 */
import type { AzureTarget } from '../../profile';
import type { Address } from '../address';
import { exceptionText } from '../custody';
import type { Expectation } from '../expectation';
import type { Intent, PlanNotes, Precondition } from '../intent';
import type { AzurePlan, EstatePlan, KeyPurpose, NetworkPlan, RootPlan } from './types';

/** The plan before what is derived from the whole of it. */
export type Draft = Omit<AzurePlan, 'exits' | 'addresses' | 'notes' | 'expectations'>;

export interface Capability {
  /** What the roots must hold for its promises to be kept. */
  readonly expectations?: (plan: Draft) => Expectation[];
  /** What one root names of another. */
  readonly addresses?: (plan: Draft) => Address[];
  /** What an operator must see to, what stays a risk, quotas, facts it rests on. */
  readonly notes?: (plan: Draft, intent: Intent, target: AzureTarget) => Partial<PlanNotes>;
  /** Types of its own that only tie other resources together; the plan promises the ends, not the tie. */
  readonly attachments?: readonly string[];
}

/** Roots with private things of their own: networks, endpoints, keys. */
export const estatesOf = (
  plan: Pick<Draft, 'bootstrap' | 'foundation' | 'recovery' | 'data' | 'models' | 'cells' | 'hsm'>,
): EstatePlan[] => [
  ...(plan.bootstrap ? [plan.bootstrap] : []),
  ...(plan.hsm ? [plan.hsm] : []),
  plan.foundation,
  ...(plan.recovery ? [plan.recovery] : []),
  plan.data,
  ...(plan.models ? [plan.models] : []),
  ...plan.cells,
];

/** Every network there is, with its root: those of the estates, and the one operators come in by. */
export const networksOf = (
  plan: Pick<Draft, 'foundation' | 'recovery' | 'data' | 'models' | 'cells' | 'hsm' | 'path'>,
): { readonly root: string; readonly vnet: NetworkPlan }[] => [...estatesOf(plan), ...(plan.path ? [plan.path] : [])];

/** Whether the customer holds the key of a purpose; the vendor's own encrypts it otherwise. */
export const held = ({ keys }: Pick<EstatePlan, 'keys'>, purpose: KeyPurpose): boolean =>
  keys.some((key) => key.purpose === purpose && key.store !== 'vendor');

/** The exception a resource carries whose key is the vendor's, for who promises it. */
export function vendorHeld(
  { keys }: Pick<EstatePlan, 'keys'>,
  purpose: KeyPurpose,
  property?: string,
): Pick<Expectation, 'exceptions'> {
  const exception = keys.find((key) => key.purpose === purpose && key.store === 'vendor')?.exception;
  const because = exception && exceptionText(purpose, exception);
  return because
    ? { exceptions: [{ check: 'keys/customer-managed', ...(property ? { property } : {}), because }] }
    : {};
}

/** The root an estate stands in. */
export function rootOf(plan: Pick<Draft, 'roots'>, { root }: Pick<EstatePlan, 'root'>): RootPlan {
  const found = plan.roots.find(({ name }) => name === root);
  if (!found) throw new RangeError(`The plan has no root ${root}`);
  return found;
}

/** Subscriptions of some cells, in words. */
export const subscriptionsOf = (cells: readonly Pick<Draft['cells'][number], 'subscription'>[]): string =>
  [...new Set(cells.map(({ subscription }) => subscription ?? 'the one given at deployment'))].join(', ');
/**
 * Resource group of a root.
 *
 * @throws RangeError for a root that has none
 */
export function groupOf({ name, resourceGroup, resourceGroupId }: RootPlan): {
  readonly name: string;
  readonly id: string;
} {
  if (!resourceGroup || !resourceGroupId) throw new RangeError(`The root ${name} has no resource group`);
  return { name: resourceGroup, id: resourceGroupId };
}

export const precondition = (id: string, text: string, how: string): Precondition => ({
  cloud: 'azure',
  id,
  text,
  how,
});

/**
 * Makes expectations of one root: `expected('vault', 'key_vault', name, settings)`. Without a name the type alone
 * identifies the resource, of which the root has one.
 */
export const inRoot =
  (root: string) =>
  (promise: string, type: string, name?: string, settings?: Expectation['settings']): Expectation => ({
    promise: `${root.startsWith('cell-') ? `cells/${root.slice('cell-'.length)}` : root}/${promise}`,
    stack: root,
    type: `azurerm_${type}`,
    identity: name === undefined ? {} : { name },
    settings,
  });

/** Name of the lock on a resource. */
export const lockName = (resource: string): string => `${resource}-lock`;
/** Name of the diagnostic setting of a resource. */
export const diagnosticsName = (resource: string): string => `${resource}-logs`;
