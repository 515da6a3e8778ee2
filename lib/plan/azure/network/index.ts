/** Virtual networks: one per root, divided into subnets by what stands in them, none with a way out of its own. */
import type { AzureCell, AzurePool, AzureTarget } from '../../../profile';
import { type Cidr, formatCidr, overlaps, parseCidr, sizeOf } from '../../../profile/cidr';
import type { Issue } from '../../../profile/document';
import { cellNetwork, divide, PlanRefusal, type SubnetNeed } from '../../network';
import { type AddressBook, cellRoot } from '../addresses';
import { rulesFor } from './rules';
import type { NetworkPlan, SubnetTier } from './types';

/** Addresses Azure keeps of every subnet. */
const RESERVED = 5;
/** A cluster's API server takes nine addresses or more; 32 leave room. The least Azure takes is a /28. */
const API_SERVER_ADDRESSES = 32;
const ENDPOINT_ADDRESSES = 32;
/** Prefix length of the foundation's and the data's own networks: private endpoints and room for as many again. */
const SERVICE_PREFIX = 26;

/** Addresses for so many nodes: with overlay pods one each, as many again to grow, one for a replacement; 64 at least. */
export const nodeAddresses = (nodes: number): number => Math.max(64, 2 * nodes + 1 + RESERVED);

/** Name of a pool's subnet. */
export const poolSubnet = (pool: string): string => `pool-${pool}`;

interface Parts {
  readonly root: string;
  readonly block: Cidr;
  readonly needs: readonly (SubnetNeed & { readonly tier: SubnetTier })[];
  /** DNS zones its private endpoints register in. */
  readonly zones: readonly string[];
  readonly path: Issue['path'];
  /** Private address of the firewall; absent: no way out. */
  readonly nextHop?: string;
}

function network(book: AddressBook, { root, block, needs, zones, path, nextHop }: Parts): NetworkPlan {
  const given = divide(block, needs, path);
  const whole = formatCidr(block);
  return {
    name: book.of(root, 'network'),
    block: whole,
    subnets: needs.map(({ name, tier }) => {
      const subnet = given.get(name) as string;
      const nodes = tier === 'system' || tier === 'pool';
      return {
        name,
        tier,
        block: subnet,
        securityGroup: book.of(root, name, 'nsg'),
        rules: rulesFor(tier, subnet, whole, nextHop !== undefined),
        routed: nodes && nextHop !== undefined,
      };
    }),
    routeTable: nextHop === undefined ? undefined : { name: book.of(root, 'routes'), nextHop },
    zones: [...new Set(zones)].sort().map((name) => ({ name, link: book.of(root, 'link') })),
  };
}

/** Place of each shared root's block, counted from the end of the country's. */
const FROM_THE_END = { foundation: 1, data: 2, recovery: 3, models: 4 } as const;

/**
 * Network of a shared root: one of the last blocks of the country's, so that cells, which are counted from the front,
 * keep theirs.
 *
 * @throws PlanRefusal where a cell lies there
 */
export function serviceNetwork(
  book: AddressBook,
  target: AzureTarget,
  root: keyof typeof FROM_THE_END,
  zones: readonly string[],
): NetworkPlan {
  const whole = parseCidr(target.network) as Cidr;
  const size = sizeOf(SERVICE_PREFIX);
  const base = whole.base + sizeOf(whole.prefix) - size * FROM_THE_END[root];
  const block = { base, prefix: SERVICE_PREFIX };
  const clash = target.cells.find((cell, index) => overlaps(cellNetwork(target.network, cell, index), block));
  if (clash)
    throw new PlanRefusal([
      {
        path: ['azure', 'network'],
        title: 'no room left for the shared services',
        found: `cell ${clash.name} takes ${formatCidr(block)}, which ${root} needs`,
        allowed: `a network whose last ${Math.max(2, FROM_THE_END[root])} blocks of /${SERVICE_PREFIX} no cell takes`,
        mend: 'give a larger network (a smaller number after the slash), or move the cell',
      },
    ]);
  const needs = [{ name: 'endpoints', tier: 'endpoints' as const, addresses: ENDPOINT_ADDRESSES }];
  return network(book, { root, block, needs, zones, path: ['azure', 'network'] });
}

/** Network of a cell. Pools come last, in the document's order: append pools, and the others keep their subnets. */
export function cellNetworkPlan(
  book: AddressBook,
  target: AzureTarget,
  cell: AzureCell,
  index: number,
  cluster: { readonly integrated: boolean; readonly systemNodes: number },
  zones: readonly string[],
): NetworkPlan {
  const subnets = [
    ...(cluster.integrated ? [{ name: 'apiserver', tier: 'apiserver' as const, addresses: API_SERVER_ADDRESSES }] : []),
    { name: 'endpoints', tier: 'endpoints' as const, addresses: ENDPOINT_ADDRESSES },
    { name: 'system', tier: 'system' as const, addresses: nodeAddresses(cluster.systemNodes) },
    ...cell.pools.map((pool: AzurePool) => ({
      name: poolSubnet(pool.name),
      tier: 'pool' as const,
      addresses: nodeAddresses(pool.nodes.max),
    })),
  ];
  return network(book, {
    root: cellRoot(cell.name),
    block: cellNetwork(target.network, cell, index),
    needs: subnets,
    zones,
    path: ['azure', 'cells', index],
    nextHop: target.firewall?.nextHop,
  });
}
