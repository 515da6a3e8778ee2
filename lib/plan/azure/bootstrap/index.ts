import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { type AddressBook, BOOTSTRAP } from '../addresses';
import { keyring, vaultEndpoint } from '../keys';
import type { Keyring } from '../keys/types';
import { runnerNetwork } from '../network';
import { endpointPlan, VAULTS, zonesIn } from '../network/endpoints';
import { planStorage } from '../storage';
import { replicationOf } from '../storage/replication';
import type { EstatePlan } from '../types';
import type { BootstrapPlan } from './types';

/** The key of the state, and its vault where it is in one. */
export const stateKeys = (intent: Intent, target: AzureTarget, book: AddressBook): Keyring =>
  keyring(intent, target, book, BOOTSTRAP, ['state']);

/**
 * The first root: what must stand before any other can keep its state or be deployed.
 *
 * @param estates the other roots' own, which the runner reaches from its network
 * @throws PlanRefusal where a cell lies in the runner's network
 */
export function planBootstrap(
  intent: Intent,
  target: AzureTarget,
  book: AddressBook,
  estates: readonly EstatePlan[],
): BootstrapPlan {
  const root = BOOTSTRAP;
  const ring = stateKeys(intent, target, book);
  const account = planStorage(book, replicationOf(target), {
    root,
    purpose: 'state',
    reason: 'state of every root, with all its versions',
    key: 'state',
    containers: [book.backend.container_name],
  });
  const endpoints = [
    ...vaultEndpoint(book, root, ring),
    endpointPlan(book, root, {
      to: 'state',
      subresource: 'blob',
      target: account.id,
      reason: 'the runner reads and writes state',
    }),
  ];
  return {
    root,
    ...ring,
    ...(ring.vault ? { vaultId: book.id(root, VAULTS, ring.vault.name) } : {}),
    vnet: runnerNetwork(book, target, [
      ...zonesIn(endpoints),
      // By what is reached and not by whose it is, so that one more cell changes nothing here.
      ...estates.flatMap(({ doors }) => zonesIn(doors?.endpoints ?? [])),
    ]),
    endpoints,
    account,
    runner: {
      identity: book.of(root, 'runner'),
      credentials: (target.access?.runner ?? []).map(({ issuer, subject }, index) => ({
        name: book.of(root, 'runner', String(index + 1)),
        issuer,
        subject,
      })),
      subnet: 'runner',
    },
  };
}
