/** The data root: models, datasets and images, shared by every cell. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { type AddressBook, DATA } from './addresses';
import { destination } from './audit';
import { keyring, vaultEndpoint } from './keys';
import { serviceNetwork } from './network';
import { endpointPlan, zonesIn } from './network/endpoints';
import { planRegistry } from './registry';
import { planStorage } from './storage';
import type { DataPlan } from './types';

export function planData(intent: Intent, target: AzureTarget, book: AddressBook): DataPlan {
  const root = DATA;
  const accounts = (
    [
      { purpose: 'models', reason: 'weights and their versions, as they were approved', containers: ['models'] },
      { purpose: 'data', reason: 'datasets and checkpoints', containers: ['datasets', 'checkpoints'] },
    ] as const
  ).map((need) => planStorage(book, target, { root, key: 'data', ...need }));
  const ring = keyring(intent, target, book, root, ['data', 'registry']);
  const registry = planRegistry(intent, target, book);
  const endpoints = [
    ...vaultEndpoint(book, root, ring),
    ...accounts.map(({ purpose, id }) =>
      endpointPlan(book, root, {
        to: purpose,
        subresource: 'blob',
        target: id,
        reason: `operators bring in ${purpose}`,
      }),
    ),
    endpointPlan(book, root, {
      to: 'registry',
      subresource: 'registry',
      target: registry.id,
      reason: 'the runner pushes approved images',
    }),
  ];
  return {
    root,
    ...ring,
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    accounts,
    registry,
    destination: destination(book),
  };
}
