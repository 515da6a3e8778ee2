/** Terraform roots: what deploys together, in which order, in which subscription, under which state. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import {
  type AddressBook,
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

/** @param inHsm roots with a key in the Managed HSM, which they deploy after */
export function planRoots(
  intent: Intent,
  target: AzureTarget,
  book: AddressBook,
  inHsm: ReadonlySet<string>,
): RootPlan[] {
  const code = intent.country.toLowerCase();
  const location = target.regions.primary;
  const hsm = inHsm.size > 0 ? [HSM] : [];
  // The foundation keeps the HSM's logs and flows, whoever's keys are in it.
  const afterHsm = new Set(hsm.length > 0 ? [FOUNDATION, ...inHsm] : []);
  const second = copiesOf(target) === 'account' ? target.regions.recovery : undefined;
  const shared = second ? [FOUNDATION, RECOVERY] : [FOUNDATION];
  const hub = hasHub(intent, target) ? [INSPECTION] : [];
  const models = target.models ? [MODELS] : [];
  const inputs = [FOUNDATION, DATA, ...hub, ...models];
  const everyRoot = [...hsm, ...shared, DATA, ...hub, ...models, ...target.cells.map(({ name }) => cellRoot(name))];
  const root = (
    name: string,
    purpose: RootPlan['purpose'],
    description: string,
    dependsOn: readonly string[],
    named: readonly string[],
  ): RootPlan => ({
    name,
    purpose,
    description: `${intent.name}: ${description}`,
    dependsOn: [...(afterHsm.has(name) ? [HSM] : []), ...dependsOn],
    subscription: book.namedSubscription(name),
    asksSubscription: [...named, ...(inHsm.has(name) ? [HSM] : [])].some(
      (other) => book.subscription(other) === GIVEN_SUBSCRIPTION,
    ),
    stateKey: `${code}/${name}.tfstate`,
    location: name === RECOVERY && second ? second : location,
    ...(purpose === 'guardrails' ? {} : { resourceGroup: book.group(name), resourceGroupId: book.groupId(name) }),
    tags: {
      classification: intent.classification,
      country: intent.country,
      'managed-by': 'sovereign-ai-region',
      root: name,
    },
  });
  return [
    ...(target.managementGroup === undefined
      ? []
      : [
          root(
            GUARDRAILS,
            'guardrails',
            `policies of the management group ${target.managementGroup}`,
            [],
            [GUARDRAILS, ...everyRoot],
          ),
        ]),
    ...hsm.map((name) =>
      root(
        name,
        'hsm',
        `the Managed HSM of ${location}, which the operator activates before any other root`,
        [],
        [name],
      ),
    ),
    root(FOUNDATION, 'foundation', `logs of ${location}, their archive and their key`, [], everyRoot),
    ...(second
      ? [root(RECOVERY, 'recovery', `copies of models and data in ${second}, and their keys`, [FOUNDATION], everyRoot)]
      : []),
    root(DATA, 'data', `models, data and images in ${location}, and their keys`, shared, [DATA, ...shared]),
    ...hub.map((name) =>
      root(name, 'inspection', `the one way out of ${location}, through a firewall`, [FOUNDATION], [name, FOUNDATION]),
    ),
    ...models.map((name) =>
      root(
        name,
        'models',
        `models the vendor runs in ${location}, their account and its key`,
        [FOUNDATION],
        [name, FOUNDATION],
      ),
    ),
    ...target.cells.map((cell) =>
      root(
        cellRoot(cell.name),
        'cell',
        `cell ${cell.name}: private network, private cluster and its GPU pools`,
        inputs,
        [cellRoot(cell.name), ...inputs],
      ),
    ),
    ...(target.path
      ? [root(PATH, 'path', `the way in for operators of ${location}, and no way out`, everyRoot, [PATH, ...everyRoot])]
      : []),
  ];
}
