/** The registry of a country: in one region, under its own key. */

import { images as catalogue } from '../../../catalogue';
import type { AzureTarget } from '../../../profile';
import { imagesFor, repositoryPrefix, type VendorImage } from '../../images';
import type { Intent } from '../../intent';
import { type AddressBook, DATA } from '../addresses';
import { REGISTRIES } from '../network/endpoints';
import { needsOf } from '../pools';
import { zonesOf } from '../storage/replication';
import type { RegistryPlan } from './types';

/** Rule through which isolated AKS nodes take what they boot from. The name is AKS's own. */
export const CACHE_RULE = 'aks-managed-mcr';

export function planRegistry(intent: Intent, target: AzureTarget, book: AddressBook): RegistryPlan {
  const name = book.registry();
  const host = `${name}.azurecr.io`;
  const has = needsOf(target.cells.flatMap(({ pools }) => pools.map(({ size }) => size)));
  return {
    name,
    host,
    id: book.id(DATA, REGISTRIES, name),
    identity: book.of(DATA, 'registry', 'identity'),
    zoneRedundant: zonesOf(target.regions.primary).length > 0,
    cacheRule: intent.egress === 'isolated' ? CACHE_RULE : undefined,
    images: imagesFor('azure', has, `${host}/${repositoryPrefix(intent.country)}`),
    vendorImages: aksImages(has.nvidia),
  };
}

/** What AKS runs of its own, of tags it chooses itself. */
const aksImages = (nvidia: boolean): VendorImage[] =>
  Object.entries(catalogue.aks)
    .filter(([part]) => nvidia || part !== 'GPU driver')
    .flatMap(([addon, repositories]) => repositories.map((image) => ({ addon, image })));
