/** Models the vendor runs in the region: an account of their own, under a key of their own, in a root of their own. */
import type { AzureTarget } from '../../../profile';
import { type AddressBook, MODELS } from '../addresses';
import { destination } from '../audit';
import { serviceNetwork } from '../network';
import { AI_ACCOUNTS, endpointPlan, KEYS_BY_RUNNER, VAULTS, zonesIn } from '../network/endpoints';
import type { ModelsPlan } from './types';

/** Longest key the service takes. Source: Azure OpenAI, encryption of data at rest. */
export const KEY_BITS = 2048;

/** Nothing where the document asks for no model. */
export function planModels(target: AzureTarget, book: AddressBook): ModelsPlan | undefined {
  if (!target.models) return undefined;
  const root = MODELS;
  const vault = book.vault(root);
  const account = book.aiAccount();
  const id = book.id(root, AI_ACCOUNTS, account);
  const endpoints = [
    endpointPlan(book, root, {
      to: 'vault',
      subresource: 'vault',
      target: book.id(root, VAULTS, vault),
      reason: KEYS_BY_RUNNER,
    }),
    endpointPlan(book, root, {
      to: 'inference',
      subresource: 'account',
      target: id,
      reason: 'operators try a deployment before pods call it',
    }),
  ];
  return {
    root,
    vault: {
      name: vault,
      keys: [
        {
          purpose: 'models',
          name: 'models',
          use: 'wrap',
          bits: KEY_BITS,
          reason: 'files and tuned models of the account of models',
        },
      ],
    },
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    account,
    id,
    identity: book.of(root, 'inference', 'identity'),
    deployments: target.models,
    destination: destination(book),
  };
}
