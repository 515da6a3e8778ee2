import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { PlanRefusal } from '../../network';
import { type AddressBook, BOOTSTRAP } from '../addresses';
import { keyring, vaultEndpoint } from '../keys';
import type { Keyring } from '../keys/types';
import { runnerNetwork } from '../network';
import { endpointPlan, VAULTS, zonesIn } from '../network/endpoints';
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
export function planBootstrap(
  intent: Intent,
  target: AzureTarget,
  book: AddressBook,
  estates: readonly EstatePlan[],
): BootstrapPlan {
  const root = BOOTSTRAP;
  const ring = beforeHsm(keyring(intent, target, book, root, ['state']));
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
      ...estates.flatMap(({ root: of, doors }) => zonesIn(doors?.endpoints ?? []).map(({ name }) => ({ name, of }))),
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

/**
 * The bootstrap comes before the Managed HSM, and no vault of the country's may hold the key then.
 *
 * @throws PlanRefusal where the key of the state would be in the HSM
 */
function beforeHsm(ring: Keyring): Keyring {
  if (ring.keys.some(({ store }) => store === 'hsm'))
    throw new PlanRefusal([
      {
        path: ['azure', 'bootstrap'],
        title: 'bootstrap before the Managed HSM that its key would be in',
        found: 'create, and custody asks for a key of a Managed HSM, which is not there yet',
        allowed: 'existing: an account and a runner of your own',
        mend: 'write bootstrap: existing beside state, or lower custody where the law allows a vault in the country',
      },
    ]);
  return ring;
}
