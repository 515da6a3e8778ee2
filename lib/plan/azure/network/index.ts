/** Virtual networks: one per root, divided into subnets by what stands in them, none with a way out of its own. */
import type { AzureCell, AzurePool, AzureTarget } from '../../../profile';
import { type Cidr, formatCidr, overlaps, parseCidr, sizeOf } from '../../../profile/cidr';
import type { Issue } from '../../../profile/document';
import { cellNetwork, divide, lastBlock, PlanRefusal, type SubnetNeed } from '../../network';
import { type AddressBook, BOOTSTRAP, cellRoot, DATA, FOUNDATION, HSM, MODELS, PATH, RECOVERY } from '../addresses';
import { nextHopOf } from '../inspection/way';
import { NETWORKS, type ZoneNeed } from './endpoints';
import { planFlowLog } from './flows';
import { rulesFor, type Surroundings, surroundingsOf } from './rules';
import type { NetworkPlan, SubnetTier, ZonePlan } from './types';

/** Addresses Azure keeps of every subnet. */
const RESERVED = 5;
/** A cluster's API server takes nine addresses or more; 32 leave room. The least Azure takes is a /28. */
const API_SERVER_ADDRESSES = 32;
const ENDPOINT_ADDRESSES = 32;
/** Prefix length of the networks of shared services: private endpoints and room for as many again. */
const SERVICE_PREFIX = 26;
/**
 * Roots with a network of their own beside the cells, in the order of their blocks, counted from the end of the country's
 * network, so that cells, which are counted from its front, keep theirs. Append new ones.
 */
const SERVICES: readonly string[] = [FOUNDATION, DATA, RECOVERY, PATH, HSM, MODELS];

/** Addresses for so many nodes: with overlay pods one each, as many again to grow, one for a replacement; 64 at least. */
const nodeAddresses = (nodes: number): number => Math.max(64, 2 * nodes + 1 + RESERVED);

/** Name of a pool's subnet. */
export const poolSubnet = (pool: string): string => `pool-${pool}`;

interface Parts {
  readonly root: string;
  readonly block: Cidr;
  readonly needs: readonly (SubnetNeed & { readonly tier: SubnetTier })[];
  /** Subnet of the file system, at the end of the block: pools grow and are appended from its front. */
  readonly lustre?: { readonly name: string; readonly prefix: number };
  /** DNS zones its private endpoints and its API server register in. */
  readonly zones: readonly ZoneNeed[];
  readonly path: Issue['path'];
  /** Private address of the firewall; absent: no way out. */
  readonly nextHop?: string;
  readonly ways: Pick<Surroundings, 'operators' | 'leadsTo' | 'peeredRunner'>;
}

function network(
  book: AddressBook,
  target: AzureTarget,
  { root, block, needs, lustre, zones, path, nextHop, ways }: Parts,
): NetworkPlan {
  const given = divide(block, needs, path);
  const name = book.of(root, 'network');
  const divided = needs.map(({ name: own, tier }) => ({ name: own, tier, block: given.get(own) as string }));
  const subnets = lustre
    ? [
        ...divided,
        {
          name: lustre.name,
          tier: 'lustre' as const,
          block: lastBlock(formatCidr(block), lustre.prefix, divided, path),
        },
      ]
    : divided;
  const around = surroundingsOf(subnets, { ...ways, out: nextHop !== undefined });
  return {
    name,
    id: book.id(root, NETWORKS, name),
    block: formatCidr(block),
    subnets: subnets.map((subnet) => {
      const rules = rulesFor(subnet.tier, subnet.block, around);
      const leaves = subnet.tier === 'system' || subnet.tier === 'pool' || subnet.tier === 'lustre';
      return {
        name: subnet.name,
        tier: subnet.tier,
        block: subnet.block,
        securityGroup: rules.length > 0 ? book.of(root, subnet.name, 'nsg') : undefined,
        rules,
        routed: leaves && nextHop !== undefined,
      };
    }),
    routeTable: nextHop === undefined ? undefined : { name: book.of(root, 'routes'), nextHop },
    zones: zonesFrom(zones, book.of(root, 'link')),
    flowLog: planFlowLog(book, target, root),
  };
}

/** Id of a security group of a network, which stands in its group. */
export const securityGroupId = ({ id }: Pick<NetworkPlan, 'id'>, name: string): string =>
  `${id.slice(0, id.indexOf(NETWORKS))}Microsoft.Network/networkSecurityGroups/${name}`;

/** Each zone once, with everyone whose names it holds. */
const zonesFrom = (needs: readonly ZoneNeed[], link: string): ZonePlan[] =>
  [...new Set(needs.map(({ name }) => name))].sort().map((name) => {
    const whose = needs.filter((need) => need.name === name).map(({ of }) => of);
    return { name, link, reason: `names of ${[...new Set(whose)].join(', ')}` };
  });
/** Addresses of the runner's network: an endpoint or two for each root, and the runners themselves. */
const RUNNER_PREFIX = 25;
const DOOR_ADDRESSES = 64;
const RUNNER_ADDRESSES = 32;
/** Where it begins, counted from the end of the country's network: above it lie the shared services. */
const RUNNER_FROM_END = 512;

/**
 * Who comes in from beyond a network. Without a path nobody does but a runner
 * of the operator's own, from a network of theirs; with one it comes that way too. The runner of the bootstrap has doors
 * instead.
 */
const waysIn = ({ bootstrap, path }: AzureTarget): Parts['ways'] => ({
  operators: path?.operators,
  peeredRunner: bootstrap === 'existing' && path === undefined,
});

/**
 * Block of a root beside the cells.
 *
 * @throws PlanRefusal where a cell lies there
 */
function serviceBlock(target: AzureTarget, root: string): Cidr {
  const place = SERVICES.indexOf(root) + 1;
  return sharedBlock(target, root, { fromEnd: sizeOf(SERVICE_PREFIX) * place, prefix: SERVICE_PREFIX });
}

/** A block near the end of the country's network, which no cell may take. */
function sharedBlock(
  target: AzureTarget,
  root: string,
  { fromEnd, prefix }: { readonly fromEnd: number; readonly prefix: number },
): Cidr {
  const whole = parseCidr(target.network) as Cidr;
  const block = { base: whole.base + sizeOf(whole.prefix) - fromEnd, prefix };
  const clash = target.cells.find((cell, index) => overlaps(cellNetwork(target.network, cell, index), block));
  if (clash)
    throw new PlanRefusal([
      {
        path: ['azure', 'network'],
        title: 'no room left for the shared services',
        found: `cell ${clash.name} takes ${formatCidr(block)}, which ${root} needs`,
        allowed: `a network whose last ${RUNNER_FROM_END} addresses no cell takes`,
        mend: 'give a larger network (a smaller number after the slash), or move the cell',
      },
    ]);
  return block;
}

/**
 * Network of a root beside the cells: private endpoints and nothing else.
 *
 * @throws PlanRefusal where a cell lies there
 */
export function serviceNetwork(
  book: AddressBook,
  target: AzureTarget,
  root: string,
  zones: readonly ZoneNeed[],
): NetworkPlan {
  const needs = [{ name: 'endpoints', tier: 'endpoints' as const, addresses: ENDPOINT_ADDRESSES }];
  const block = serviceBlock(target, root);
  return network(book, target, { root, block, needs, zones, path: ['azure', 'network'], ways: waysIn(target) });
}

/**
 * Network of the runner and of its ways to the other roots.
 *
 * @throws PlanRefusal where a cell lies there
 */
export function runnerNetwork(book: AddressBook, target: AzureTarget, zones: readonly ZoneNeed[]): NetworkPlan {
  const needs = [
    { name: 'endpoints', tier: 'endpoints' as const, addresses: DOOR_ADDRESSES },
    { name: 'runner', tier: 'runner' as const, addresses: RUNNER_ADDRESSES },
  ];
  const block = sharedBlock(target, BOOTSTRAP, { fromEnd: RUNNER_FROM_END, prefix: RUNNER_PREFIX });
  return network(book, target, { root: BOOTSTRAP, block, needs, zones, path: ['azure', 'network'], ways: {} });
}

/** Subnets the vendor names itself, and their least sizes: a gateway's, a Bastion's. */
const ENTRANCES = {
  gateway: { name: 'GatewaySubnet', tier: 'gateway', addresses: 32 },
  bastion: { name: 'AzureBastionSubnet', tier: 'bastion', addresses: 64 },
} as const;

/**
 * Network the operators come in by.
 *
 * @param leadsTo blocks of the API servers behind it
 * @throws PlanRefusal where a cell lies there
 */
export function pathNetwork(
  book: AddressBook,
  target: AzureTarget,
  entrance: keyof typeof ENTRANCES,
  leadsTo: readonly string[],
): NetworkPlan {
  return network(book, target, {
    root: PATH,
    block: serviceBlock(target, PATH),
    needs: [ENTRANCES[entrance]],
    zones: [],
    path: ['azure', 'path'],
    ways: { operators: target.path?.operators, leadsTo },
  });
}

/** Network of a cell. Pools come last, in the document's order: append pools, and the others keep their subnets. */
export function cellNetworkPlan(
  book: AddressBook,
  target: AzureTarget,
  cell: AzureCell,
  index: number,
  cluster: { readonly integrated: boolean; readonly systemNodes: number; readonly lustre: Parts['lustre'] },
  zones: readonly ZoneNeed[],
): NetworkPlan {
  const needs = [
    ...(cluster.integrated ? [{ name: 'apiserver', tier: 'apiserver' as const, addresses: API_SERVER_ADDRESSES }] : []),
    { name: 'endpoints', tier: 'endpoints' as const, addresses: ENDPOINT_ADDRESSES },
    { name: 'system', tier: 'system' as const, addresses: nodeAddresses(cluster.systemNodes) },
    ...cell.pools.map((pool: AzurePool) => ({
      name: poolSubnet(pool.name),
      tier: 'pool' as const,
      addresses: nodeAddresses(pool.nodes.max),
    })),
  ];
  return network(book, target, {
    root: cellRoot(cell.name),
    block: cellNetwork(target.network, cell, index),
    needs,
    lustre: cluster.lustre,
    zones,
    path: ['azure', 'cells', index],
    nextHop: nextHopOf(target),
    ways: waysIn(target),
  });
}
