/** Terraform roots: what deploys together, in which order, in which subscription, under which state, and by whom. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import {
  ACCESS,
  type AddressBook,
  BOOTSTRAP,
  cellRoot,
  DATA,
  FOUNDATION,
  GIVEN_SUBSCRIPTION,
  GUARDRAILS,
  HSM,
  INSPECTION,
  MODELS,
  PATH,
  RECOVERY,
} from './addresses';
import { hasHub } from './inspection/way';
import { copiesOf } from './storage/replication';
import type { RootPlan } from './types';

interface Row {
  readonly name: string;
  readonly purpose: RootPlan['purpose'];
  readonly description: string;
  /** @default 'pipeline' */
  readonly by?: RootPlan['by'];
  /** @default false */
  readonly handedOver?: boolean;
  readonly dependsOn: readonly string[];
  /** Roots whose subscriptions it names, beside its own. */
  readonly named: readonly string[];
  /** @default - the primary region */
  readonly location?: string;
  /** @default true */
  readonly grouped?: boolean;
}

/** @param inHsm roots with a key in the Managed HSM, which they deploy after */
export function planRoots(
  intent: Intent,
  target: AzureTarget,
  book: AddressBook,
  inHsm: ReadonlySet<string>,
): RootPlan[] {
  const hsmFor = (root: string): string[] => (inHsm.has(root) ? [HSM] : []);
  // The foundation keeps the HSM's logs and flows, whoever's keys are in it. The bootstrap begins before the HSM, and ends after it.
  const afterHsm = new Set(inHsm.size > 0 ? [FOUNDATION, ...inHsm].filter((root) => root !== BOOTSTRAP) : []);
  return rowsOf(intent, target, book, inHsm).map(
    ({
      name,
      purpose,
      description,
      by = 'pipeline',
      handedOver = false,
      dependsOn,
      named,
      grouped = true,
      location = target.regions.primary,
    }) => ({
      name,
      purpose,
      by,
      handedOver,
      description: `${intent.name}: ${description}`,
      dependsOn: [...(afterHsm.has(name) ? [HSM] : []), ...dependsOn],
      subscription: book.namedSubscription(name),
      asksSubscription: [name, ...hsmFor(name), ...named].some(
        (other) => book.subscription(other) === GIVEN_SUBSCRIPTION,
      ),
      location,
      stateKey: `${intent.country.toLowerCase()}/${name}.tfstate`,
      ...(grouped ? { resourceGroup: book.group(name), resourceGroupId: book.groupId(name) } : {}),
      tags: {
        classification: intent.classification,
        country: intent.country,
        'managed-by': 'sovereign-ai-region',
        root: name,
      },
    }),
  );
}

/** In the order they deploy. */
function rowsOf(intent: Intent, target: AzureTarget, book: AddressBook, inHsm: ReadonlySet<string>): Row[] {
  const location = target.regions.primary;
  const cells = target.cells.map(({ name }) => cellRoot(name));
  const first = target.bootstrap === 'create' ? [BOOTSTRAP] : [];
  const { baselines } = book;
  const hsm = inHsm.size > 0 ? [HSM] : [];
  // Where the key of the state is in it, the HSM comes before the account that every other root's state is in.
  const hsmFirst = inHsm.has(BOOTSTRAP);
  const hsmRows = hsm.map(
    (name): Row => ({
      name,
      purpose: 'hsm',
      by: hsmFirst ? 'administrators' : 'pipeline',
      handedOver: hsmFirst,
      description: `the Managed HSM of ${location}, which the operator activates before any root with a key in it`,
      dependsOn: hsmFirst ? first : [...first, ACCESS, ...baselines],
      named: first,
    }),
  );
  const second = copiesOf(target) === 'account' ? target.regions.recovery : undefined;
  const shared = second ? [FOUNDATION, RECOVERY] : [FOUNDATION];
  const hub = hasHub(intent, target) ? [INSPECTION] : [];
  const models = target.models ? [MODELS] : [];
  const inputs = [FOUNDATION, DATA, ...hub, ...models];
  const everyRoot = [...first, ...hsm, ...shared, DATA, ...hub, ...models, ...cells];
  return [
    ...(target.managementGroup === undefined
      ? []
      : [
          {
            name: GUARDRAILS,
            purpose: 'guardrails' as const,
            by: 'administrators' as const,
            handedOver: first.length > 0,
            description: `policies of the management group ${target.managementGroup}`,
            dependsOn: [],
            named: everyRoot,
            grouped: false,
          },
        ]),
    ...first.map(
      (name): Row => ({
        name,
        purpose: 'bootstrap',
        by: 'administrators',
        handedOver: true,
        description: `state of every root in ${location}, its key, and the network and identity of the runner`,
        dependsOn: [],
        named: everyRoot,
      }),
    ),
    ...(hsmFirst ? hsmRows : []),
    {
      name: ACCESS,
      purpose: 'access',
      by: 'administrators',
      description: 'roles of the country, and who may take them for a time',
      dependsOn: first,
      named: everyRoot,
      grouped: false,
    },
    ...baselines.map(
      (name): Row => ({
        name,
        purpose: 'baseline',
        description: 'what a subscription has once: providers registered, and alerts',
        dependsOn: [...first, ACCESS],
        named: [],
      }),
    ),
    ...(hsmFirst ? [] : hsmRows),
    {
      name: FOUNDATION,
      purpose: 'foundation',
      description: `logs of ${location}, their archive and their key`,
      dependsOn: [...first, ACCESS, ...baselines],
      named: everyRoot,
    },
    ...(second
      ? [
          {
            name: RECOVERY,
            purpose: 'recovery' as const,
            description: `copies of models and data in ${second}, and their keys`,
            dependsOn: [FOUNDATION],
            named: everyRoot,
            location: second,
          },
        ]
      : []),
    {
      name: DATA,
      purpose: 'data',
      description: `models, data and images in ${location}, and their keys`,
      dependsOn: shared,
      named: [...first, ...shared],
    },
    ...hub.map(
      (name): Row => ({
        name,
        purpose: 'inspection',
        description: `the one way out of ${location}, through a firewall`,
        dependsOn: [FOUNDATION],
        named: [FOUNDATION],
      }),
    ),
    ...models.map(
      (name): Row => ({
        name,
        purpose: 'models',
        description: `models the vendor runs in ${location}, their account and its key`,
        dependsOn: [FOUNDATION],
        named: [...first, FOUNDATION],
      }),
    ),
    ...target.cells.map(
      ({ name }): Row => ({
        name: cellRoot(name),
        purpose: 'cell',
        description: `cell ${name}: private network, private cluster and its GPU pools`,
        dependsOn: inputs,
        named: [...first, ...inputs],
      }),
    ),
    ...(target.path
      ? [
          {
            name: PATH,
            purpose: 'path' as const,
            description: `the way in for operators of ${location}, and no way out`,
            dependsOn: everyRoot,
            named: everyRoot,
          },
        ]
      : []),
  ];
}
