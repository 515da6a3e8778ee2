/** Addresses of pods: secondary blocks of the network, so that the cell's own block holds nodes alone and lasts. */
import { aws } from '../../../catalogue';
import type { AwsCell } from '../../../profile';
import { type Cidr, formatCidr, parseCidr, sizeOf } from '../../../profile/cidr';
import { POD_CIDR } from '../../../profile/rules/networks';
import { PlanRefusal } from '../../network';
import type { PodsPlan } from './types';

/** Addresses of a node and its pods: prefixes of 16 for its pods, one of them warm, and its interfaces. */
export const ADDRESSES_WITH_PODS = 64;
/** Largest block of a network. */
const LARGEST = 16;
/** Addresses of every subnet that belong to AWS. */
export const RESERVED = 5;

/** An interface type whose card is full: pods have no interface of their own on it. */
const fullCard = (cell: AwsCell): string | undefined =>
  cell.pools.map(({ instance }) => instance).find((instance) => aws.fullCards.includes(instance));

/**
 * Block of the pods of a zone: the n-th /16 of the shared space for the n-th zone of the region. It is the same in every
 * cell, moves with nothing, and is never routed: what pods send beyond their network leaves under their node's address.
 * A network takes five blocks before its quota is raised, and no region of the catalogue has more than four zones.
 */
export function podBlock(zone: string): string {
  const space = parseCidr(POD_CIDR) as Cidr;
  const number = Number(/\d+$/.exec(zone)?.[0] ?? 0);
  return formatCidr({ base: space.base + number * sizeOf(LARGEST), prefix: LARGEST });
}

/** GPU nodes whose pods a zone's block holds, beside those of system nodes. */
export const mostNodes = (systemNodes: number): number =>
  Math.floor((sizeOf(LARGEST) - RESERVED) / ADDRESSES_WITH_PODS) - systemNodes;

/** @throws PlanRefusal where the nodes of a zone outgrow its block */
export function planPods(
  cell: AwsCell,
  zones: readonly string[],
  systemNodes: number,
  path: readonly (string | number)[],
): PodsPlan {
  const full = fullCard(cell);
  if (full)
    return {
      blocks: [],
      reason: `pods share the subnets of their nodes: network card 0 of ${full} takes the interface of the node and that of EFA, and no other`,
    };
  const most = mostNodes(systemNodes);
  for (const zone of zones) {
    const pools = cell.pools.filter((pool) => (pool.zone ?? cell.zone) === zone);
    const nodes = pools.reduce((sum, pool) => sum + pool.nodes.max, 0);
    if (nodes > most)
      throw new PlanRefusal([
        {
          path: [...path, 'name'],
          title: 'too many nodes in a zone',
          found: `${nodes} nodes of pools in ${zone}`,
          allowed: `${most}: their pods share one block of the largest size a network takes, a /${LARGEST}`,
          mend: 'split the pools among cells, or lower nodes.max',
        },
      ]);
  }
  return {
    blocks: zones.map(podBlock),
    reason: `pods take addresses of ${POD_CIDR}, a /${LARGEST} a zone, so that the block of the cell holds nodes alone`,
  };
}
