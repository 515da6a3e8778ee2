/** The data root: models, datasets and images, shared by every cell. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { type AddressBook, DATA } from './addresses';
import { destination } from './audit';
import { serviceNetwork } from './network';
import { zonesIn } from './network/endpoints';
import { endpointsFor } from './network/features';
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
  const vault = book.vault(root);
  const registry = planRegistry(intent, target, book);
  const endpoints = endpointsFor(book, root, { kind: 'data' });
  return {
    root,
    vault: {
      name: vault,
      keys: [
        { purpose: 'data', name: 'data', use: 'wrap', reason: 'models, datasets and checkpoints' },
        { purpose: 'registry', name: 'registry', use: 'wrap', reason: 'container images' },
      ],
    },
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    accounts,
    registry,
    destination: destination(book),
  };
}
