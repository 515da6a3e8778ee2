import type { AzureTarget } from '../../../profile';
import { type AddressBook, BOOTSTRAP } from '../addresses';
import { runnerNetwork } from '../network';
import { endpointPlan, KEYS_BY_RUNNER, VAULTS, zonesIn } from '../network/endpoints';
import { planStorage } from '../storage';
import { replicationOf } from '../storage/replication';
import type { EstatePlan } from '../types';
import type { BootstrapPlan } from './types';

/**
 * The first root: what must stand before any other can keep its state or be deployed.
 *
 * @param estates the other roots' own, which the runner reaches from its network
 * @throws PlanRefusal where a cell lies in the runner's network
 */
export function planBootstrap(target: AzureTarget, book: AddressBook, estates: readonly EstatePlan[]): BootstrapPlan {
  const root = BOOTSTRAP;
  const vault = book.vault(root);
  const vaultId = book.id(root, VAULTS, vault);
  const account = planStorage(book, replicationOf(target), {
    root,
    purpose: 'state',
    reason: 'state of every root, with all its versions',
    key: 'state',
    containers: [book.backend.container_name],
  });
  const endpoints = [
    endpointPlan(book, root, {
      to: 'vault',
      subresource: 'vault',
      target: vaultId,
      reason: KEYS_BY_RUNNER,
    }),
    endpointPlan(book, root, {
      to: 'state',
      subresource: 'blob',
      target: account.id,
      reason: 'the runner reads and writes state',
    }),
  ];
  return {
    root,
    vaultId,
    vault: {
      name: vault,
      keys: [{ purpose: 'state', name: 'state', use: 'wrap', reason: 'state of every root' }],
    },
    vnet: runnerNetwork(book, target, [
      ...zonesIn(endpoints),
      ...estates.flatMap(({ doors }) => (doors?.endpoints ?? []).flatMap(({ zones }) => zones)),
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
