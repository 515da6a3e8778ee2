/** Terraform roots: what deploys together, in which order, in which subscription, under which state. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { type AddressBook, cellRoot, DATA, FOUNDATION, GIVEN_SUBSCRIPTION, MODELS, RECOVERY } from './addresses';
import { copiesOf } from './storage/replication';
import type { RootPlan } from './types';

export function planRoots(intent: Intent, target: AzureTarget, book: AddressBook): RootPlan[] {
  const code = intent.country.toLowerCase();
  const location = target.regions.primary;
  const second = copiesOf(target) === 'account' ? target.regions.recovery : undefined;
  const shared = second ? [FOUNDATION, RECOVERY] : [FOUNDATION];
  const inputs = [FOUNDATION, DATA, ...(target.models ? [MODELS] : [])];
  const everyRoot = [FOUNDATION, DATA, ...target.cells.map(({ name }) => cellRoot(name))];
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
    dependsOn,
    subscription: book.namedSubscription(name),
    asksSubscription: named.some((other) => book.subscription(other) === GIVEN_SUBSCRIPTION),
    stateKey: `${code}/${name}.tfstate`,
    location: name === RECOVERY && second ? second : location,
    resourceGroup: book.group(name),
    resourceGroupId: book.groupId(name),
    tags: {
      classification: intent.classification,
      country: intent.country,
      'managed-by': 'sovereign-ai-region',
      root: name,
    },
  });
  return [
    root(FOUNDATION, 'foundation', `logs of ${location}, their archive and their key`, [], everyRoot),
    ...(second
      ? [root(RECOVERY, 'recovery', `copies of models and data in ${second}, and their keys`, [FOUNDATION], everyRoot)]
      : []),
    root(DATA, 'data', `models, data and images in ${location}, and their keys`, shared, [DATA, ...shared]),
    ...(target.models
      ? [
          root(
            MODELS,
            'models',
            `models the vendor runs in ${location}, their account and its key`,
            [FOUNDATION],
            [MODELS, FOUNDATION],
          ),
        ]
      : []),
    ...target.cells.map((cell) =>
      root(
        cellRoot(cell.name),
        'cell',
        `cell ${cell.name}: private network, private cluster and its GPU pools`,
        inputs,
        [cellRoot(cell.name), ...inputs],
      ),
    ),
  ];
}
