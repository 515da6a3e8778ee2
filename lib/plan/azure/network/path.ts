/** How operators come in. */
import type { AzurePath, AzureTarget } from '../../../profile';
import { type AddressBook, PATH } from '../addresses';
import { zonesOf } from '../storage/replication';
import type { EstatePlan, NetworkPlan } from '../types';
import { pathNetwork } from './index';
import type { EntrancePlan, PathPlan } from './types';

/** Gateways that stand in every zone a region has. Sources: VPN Gateway and ExpressRoute, gateway SKUs (2025). */
const SKUS = { vpn: 'VpnGw2AZ', circuit: 'ErGw1AZ' } as const;

/** What an API server of a cell answers at: its own subnet, else that of the system nodes. */
const apiBlock = ({ subnets }: NetworkPlan): string[] => {
  const own = subnets.filter(({ tier }) => tier === 'apiserver');
  return (own.length > 0 ? own : subnets.filter(({ tier }) => tier === 'system')).map(({ block }) => block);
};

/**
 * Undefined where the document names no path.
 *
 * @param estates the networks it leads to
 * @throws PlanRefusal where a cell lies in its network
 */
export function planPath(
  target: AzureTarget,
  book: AddressBook,
  estates: readonly Pick<EstatePlan, 'root' | 'vnet'>[],
): PathPlan | undefined {
  const { path } = target;
  if (!path) return undefined;
  const leadsTo = estates.flatMap(({ vnet }) => apiBlock(vnet));
  return {
    root: PATH,
    operators: path.operators,
    vnet: pathNetwork(book, target, path.kind === 'bastion' ? 'bastion' : 'gateway', leadsTo),
    entrance: entranceOf(path, target, book),
    peerings: estates.map(({ root, vnet }) => ({
      to: root,
      name: book.of(PATH, 'to', root),
      back: book.of(root, 'to', PATH),
      networkId: vnet.id,
      networkName: vnet.name,
      resourceGroup: book.group(root),
      elsewhere: book.subscription(root) === book.subscription(PATH) ? undefined : book.subscription(root),
    })),
  };
}

function entranceOf(path: AzurePath, { regions }: AzureTarget, book: AddressBook): EntrancePlan {
  const gateway = (kind: keyof typeof SKUS) => ({
    name: book.of(PATH, 'gateway'),
    sku: SKUS[kind],
    connection: book.of(PATH, 'connection'),
  });
  switch (path.kind) {
    case 'vpn':
      return {
        kind: 'vpn',
        ...gateway('vpn'),
        address: book.of(PATH, 'address'),
        zones: zonesOf(regions.primary),
        remote: { name: book.of(PATH, 'operators'), address: path.gateway },
      };
    case 'circuit':
      return {
        kind: 'circuit',
        ...gateway('circuit'),
        circuit: path.circuit,
        authorized: !path.circuit.startsWith(`/subscriptions/${book.subscription(PATH)}/`),
      };
    case 'bastion':
      return {
        kind: 'bastion',
        name: book.of(PATH, 'bastion'),
        from: path.network,
        peering: book.of(PATH, 'to', 'operators'),
      };
  }
}
