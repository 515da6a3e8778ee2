/** Models the vendor runs in the region: an account of their own, under a key of their own, in a root of their own. */
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { type AddressBook, MODELS } from '../addresses';
import { destination } from '../audit';
import { keyring } from '../keys';
import { serviceNetwork } from '../network';
import { AI_ACCOUNTS, zonesIn } from '../network/endpoints';
import { endpointsFor } from '../network/features';
import type { ModelsPlan } from './types';

/** Nothing where the document asks for no model. */
export function planModels(intent: Intent, target: AzureTarget, book: AddressBook): ModelsPlan | undefined {
  if (!target.models) return undefined;
  const root = MODELS;
  const ring = keyring(intent, target, book, root, ['models']);
  const endpoints = endpointsFor(book, root, { kind: 'models', vault: ring.vault !== undefined });
  const account = book.aiAccount();
  return {
    root,
    ...ring,
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    account,
    id: book.id(root, AI_ACCOUNTS, account),
    identity: book.of(root, 'inference', 'identity'),
    deployments: target.models,
    destination: destination(book),
  };
}
