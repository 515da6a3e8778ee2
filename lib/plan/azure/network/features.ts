/**
 * What of a region calls an Azure service from inside a network: one row a feature, with the service it calls. Private
 * endpoints, and with them DNS zones, are solved from these rows: an endpoint is there because a feature of the plan needs
 * it, and goes with the last such feature.
 */
import { type AddressBook, DATA, FOUNDATION, MODELS } from '../addresses';
import {
  ACCOUNTS,
  AI_ACCOUNTS,
  type EndpointNeed,
  endpointPlan,
  KEYS_BY_RUNNER,
  REGISTRIES,
  SCOPES,
  VAULTS,
} from './endpoints';
import type { EndpointPlan } from './types';

/** What of an estate's plan decides which rows it has. */
export interface EstateFeatures {
  readonly kind: 'foundation' | 'data' | 'models' | 'cell';
  /** Whether a key of it lives in a vault of its own. */
  readonly vault: boolean;
  /** Whether etcd is wrapped by the cell's own key. */
  readonly etcdKey?: boolean;
  /** Whether nodes boot from the cache of the registry: they have no way out. */
  readonly isolated?: boolean;
  /** Whether something on the nodes writes to the workspace itself. */
  readonly telemetry?: boolean;
  /** Whether the vendor runs models in the region. */
  readonly inference?: boolean;
}

export interface Feature {
  readonly reason: string;
  /** What it calls: a row of {@link TARGETS}. */
  readonly to: keyof typeof TARGETS;
  readonly when: (estate: EstateFeatures) => boolean;
}

interface Target {
  readonly subresource: EndpointNeed['subresource'];
  /** Root that makes it; absent: every root has its own. */
  readonly owner?: string;
  readonly id: (book: AddressBook, root: string) => string;
}

const account = (owner: string, purpose: string): Target => ({
  subresource: 'blob',
  owner,
  id: (book) => book.id(owner, ACCOUNTS, book.storage(purpose)),
});

/** What private endpoints lead to. */
export const TARGETS = {
  vault: { subresource: 'vault', id: (book, root) => book.id(root, VAULTS, book.vault(root)) },
  archive: account(FOUNDATION, 'archive'),
  flows: account(FOUNDATION, 'flows'),
  scope: {
    subresource: 'azuremonitor',
    owner: FOUNDATION,
    id: (book) => book.id(FOUNDATION, SCOPES, book.of(FOUNDATION, 'scope')),
  },
  models: account(DATA, 'models'),
  data: account(DATA, 'data'),
  registry: { subresource: 'registry', owner: DATA, id: (book) => book.id(DATA, REGISTRIES, book.registry()) },
  inference: { subresource: 'account', owner: MODELS, id: (book) => book.id(MODELS, AI_ACCOUNTS, book.aiAccount()) },
} as const satisfies Record<string, Target>;

const _always = (): boolean => true;
const of =
  (kind: EstateFeatures['kind']) =>
  (estate: EstateFeatures): boolean =>
    estate.kind === kind;

export const FEATURES: readonly Feature[] = [
  {
    to: 'vault',
    reason: 'the API server unwraps its etcd key',
    when: ({ vault, etcdKey }) => vault && etcdKey === true,
  },
  { to: 'vault', reason: KEYS_BY_RUNNER, when: ({ vault }) => vault },
  { to: 'archive', reason: 'auditors read the archived logs', when: of('foundation') },
  { to: 'flows', reason: 'auditors read the recorded flows', when: of('foundation') },
  { to: 'scope', reason: 'the only way to query the workspace', when: of('foundation') },
  { to: 'models', reason: 'operators bring in models', when: of('data') },
  { to: 'data', reason: 'operators bring in data', when: of('data') },
  { to: 'registry', reason: 'the runner pushes approved images', when: of('data') },
  {
    to: 'registry',
    reason: 'nodes boot from its cache: they have no other way to the images of AKS',
    when: ({ isolated }) => isolated === true,
  },
  { to: 'registry', reason: 'nodes pull images', when: of('cell') },
  { to: 'models', reason: 'pods load weights', when: of('cell') },
  { to: 'data', reason: 'pods read datasets and write checkpoints', when: of('cell') },
  { to: 'inference', reason: 'operators try a deployment before pods call it', when: of('models') },
  {
    to: 'inference',
    reason: 'pods call the models the vendor runs in the region',
    when: ({ inference }) => inference === true,
  },
  {
    to: 'scope',
    reason: 'the sensor on the nodes writes to the workspace, which takes nothing from the internet',
    when: ({ telemetry }) => telemetry === true,
  },
];

/** Endpoints an estate needs, each with every reason it is there, in the order the reasons are told. */
export function endpointsFor(
  book: AddressBook,
  root: string,
  estate: EstateFeatures,
  features: readonly Feature[] = FEATURES,
): EndpointPlan[] {
  const here = features.filter(({ when }) => when(estate));
  return [...new Set(here.map(({ to }) => to))].map((to) => {
    const target: Target = TARGETS[to];
    return endpointPlan(book, root, {
      to,
      subresource: target.subresource,
      target: target.id(book, root),
      local: (target.owner ?? root) === root,
      reason: here.filter((feature) => feature.to === to).map(({ reason }) => reason),
    });
  });
}
