/** The address book: names within Azure's rules and resource ids, computed from country and root, never looked up. */
import type { AzureTarget } from '../../profile';
import { compactName, name } from '../names';
import type { BackendPlan } from './types';

/** How a root says the subscription it is given at deployment. */
export const GIVEN_SUBSCRIPTION = '${var.subscription_id}';

/** Longest names Azure takes, by kind. Source: resource name rules of Azure Resource Manager. */
const LONGEST = {
  resourceGroup: 90,
  nodeResourceGroup: 80,
  common: 63,
  dnsPrefix: 54,
  vault: 24,
  storage: 24,
  registry: 50,
  backup: 50,
  aiAccount: 64,
};

export const GUARDRAILS = 'guardrails';
export const BOOTSTRAP = 'bootstrap';
export const ACCESS = 'access';
const BASELINE = 'baseline';
const PLATFORM = 'platform';
export const FOUNDATION = 'foundation';
export const DATA = 'data';
export const INSPECTION = 'inspection';
export const RECOVERY = 'recovery';
export const PATH = 'path';
export const HSM = 'hsm';
export const MODELS = 'models';
export const cellRoot = (cell: string): string => `cell-${cell}`;

/** Who uses a subscription, in the order they are deployed, and its id where the document names one. */
const usersOf = ({ subscriptions: of, cells }: AzureTarget): [user: string, subscription: string | undefined][] => [
  [PLATFORM, of?.platform],
  ['log-archive', of?.logArchive ?? of?.platform],
  ['data', of?.data],
  ...cells.map((cell): [string, string | undefined] => [cellRoot(cell.name), cell.subscription]),
];

/** Roots of the baselines, one a subscription: the platform's, and others after who uses theirs first. None is named anew when another comes. */
function baselinesOf(target: AzureTarget): [root: string, subscription: string | undefined][] {
  const first = new Map<string | undefined, string>();
  for (const [user, subscription] of usersOf(target)) if (!first.has(subscription)) first.set(subscription, user);
  return [...first].map(([subscription, user]) => [user === PLATFORM ? BASELINE : `${BASELINE}-${user}`, subscription]);
}

export interface AddressBook {
  readonly backend: BackendPlan;
  /** Subscription of a root: its id, or the expression for the one given at deployment. */
  subscription(root: string): string;
  /** Subscription of a root where the document names one. */
  namedSubscription(root: string): string | undefined;
  /** Roots of the baselines: one for each subscription. */
  readonly baselines: readonly string[];
  /** Root of the baseline of a root's subscription. */
  baselineOf(root: string): string;
  group(root: string): string;
  groupId(root: string): string;
  nodeGroup(root: string): string;
  /** `sovereign-in-cell-pune-a-cluster`: unique in the root. */
  of(root: string, ...parts: string[]): string;
  dnsPrefix(root: string): string;
  vault(root: string): string;
  hsm(): string;
  storage(purpose: string): string;
  registry(): string;
  backup(root: string): string;
  /** Account of the models the vendor runs; the name in its address, unique in the world. */
  aiAccount(): string;
  /** Id of a resource in a root's group: `id('data', 'Microsoft.Storage/storageAccounts', 'x')`. */
  id(root: string, ...path: string[]): string;
}

export function addressBook(country: string, target: AzureTarget): AddressBook {
  const code = country.toLowerCase();
  const backend: BackendPlan = {
    resource_group_name: target.state?.resourceGroup ?? name([code, 'state'], LONGEST.resourceGroup),
    storage_account_name:
      target.state?.storageAccount ?? compactName(['state', code], [country, target.regions.primary]),
    container_name: target.state?.container ?? 'tfstate',
  };
  // Two users of the toolkit may build the same country; their state accounts differ, and so do the global names.
  const seed = [country, backend.storage_account_name];
  const named = new Map<string, string | undefined>([
    [GUARDRAILS, target.subscriptions?.platform],
    [BOOTSTRAP, target.subscriptions?.platform],
    [ACCESS, target.subscriptions?.platform],
    ...baselinesOf(target),
    [HSM, target.subscriptions?.platform],
    [FOUNDATION, target.subscriptions?.logArchive ?? target.subscriptions?.platform],
    [DATA, target.subscriptions?.data],
    [INSPECTION, target.subscriptions?.platform],
    [RECOVERY, target.subscriptions?.data],
    [PATH, target.subscriptions?.platform],
    [MODELS, target.subscriptions?.data],
    ...target.cells.map((cell): [string, string | undefined] => [cellRoot(cell.name), cell.subscription]),
  ]);
  const subscription = (root: string): string => named.get(root) ?? GIVEN_SUBSCRIPTION;
  const group = (root: string): string =>
    root === BOOTSTRAP ? backend.resource_group_name : name([code, root], LONGEST.resourceGroup);
  const groupId = (root: string): string => `/subscriptions/${subscription(root)}/resourceGroups/${group(root)}`;
  return {
    backend,
    subscription,
    namedSubscription: (root) => named.get(root),
    baselines: baselinesOf(target).map(([root]) => root),
    baselineOf: (root) =>
      (baselinesOf(target).find(([, subscription]) => subscription === named.get(root)) as [string, unknown])[0],
    group,
    groupId,
    nodeGroup: (root) => name([code, root, 'nodes'], LONGEST.nodeResourceGroup),
    of: (root, ...parts) => name([code, root, ...parts], LONGEST.common),
    dnsPrefix: (root) => name([code, root], LONGEST.dnsPrefix),
    vault: (root) => compactName(['kv', code, root], seed, LONGEST.vault),
    hsm: () => compactName(['hsm', code], seed, LONGEST.vault),
    // The state's account has its name before there is a plan.
    storage: (purpose) =>
      purpose === 'state' ? backend.storage_account_name : compactName([purpose, code], seed, LONGEST.storage),
    registry: () => compactName(['registry', code], seed, LONGEST.registry),
    aiAccount: () => compactName(['inference', code], seed, LONGEST.aiAccount),
    backup: (root) => name([code, root, 'backup'], LONGEST.backup),
    id: (root, ...path) => `${groupId(root)}/providers/${path.join('/')}`,
  };
}

/** Who uses the subscription of a baseline first. */
export const userOf = (baseline: string): string =>
  baseline === BASELINE ? PLATFORM : baseline.slice(BASELINE.length + 1);
