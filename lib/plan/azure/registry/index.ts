/** The registry of a country: in one region, under its own key. */
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { type AddressBook, DATA } from '../addresses';
import { REGISTRIES } from '../network/endpoints';
import { zonesOf } from '../storage/replication';
import type { RegistryPlan } from './types';

/** Rule through which isolated AKS nodes take what they boot from. The name is AKS's own. */
export const CACHE_RULE = 'aks-managed-mcr';

export function planRegistry(intent: Intent, target: AzureTarget, book: AddressBook): RegistryPlan {
  const name = book.registry();
  return {
    name,
    id: book.id(DATA, REGISTRIES, name),
    identity: book.of(DATA, 'registry', 'identity'),
    zoneRedundant: zonesOf(target.regions.primary).length > 0,
    cacheRule: intent.egress === 'isolated' ? CACHE_RULE : undefined,
  };
}
