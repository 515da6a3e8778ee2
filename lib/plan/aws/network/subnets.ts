/** A cell's network divided into subnets. What was given stays where it is while pools grow in place and are appended. */
import { awsRegion, awsZoneHealth } from '../../../catalogue';
import type { AwsCell, AwsPool, AwsTarget } from '../../../profile';
import { type Cidr, formatCidr, parseCidr, sizeOf } from '../../../profile/cidr';
import { cellNetwork, divide, PlanRefusal, type SubnetNeed } from '../../network';
import { ADDRESSES_WITH_PODS, mostNodes, planPods, podBlock, RESERVED } from './pods';
import type { PodsPlan, SubnetPlan, SubnetTier } from './types';

/** Zones of a cluster's control plane. EKS asks for two; a third keeps it reachable where one is lost. */
const CONTROL_ZONES = 3;
/** Subnets of pools are sixteenths of the cell at least, so that a pool grows in place. */
const POOL_SLOT = 4;

export interface CellNetwork {
  /** The cell's own block. */
  readonly network: string;
  readonly subnets: readonly SubnetPlan[];
  readonly pods: PodsPlan;
}

/**
 * @param systemNodes most nodes of the system pool
 * @throws PlanRefusal where the block is used up
 */
export function planSubnets(target: AwsTarget, cell: AwsCell, index: number, systemNodes: number): CellNetwork {
  const path = ['aws', 'cells', index];
  const zones = controlZones(target.regions.primary, cell, path);
  const block = cellNetwork(target.network, cell, index);
  const all = [...new Set([...zones, ...cell.pools.map((pool) => pool.zone ?? cell.zone)])];
  const pods = planPods(cell, all, systemNodes, path);
  const slot = sizeOf(Math.min(28, block.prefix + POOL_SLOT));
  const each = pods.blocks.length > 0 ? 1 : ADDRESSES_WITH_PODS;

  const needs: (SubnetNeed & { tier: SubnetTier; zone: string })[] = [
    ...zones.map((zone) => ({ name: `control-${zone}`, tier: 'control' as const, zone, addresses: sizeOf(26) })),
    ...zones.map((zone) => ({ name: `endpoints-${zone}`, tier: 'endpoints' as const, zone, addresses: sizeOf(26) })),
    ...zones.map((zone) => ({ name: `system-${zone}`, tier: 'system' as const, zone, addresses: sizeOf(24) })),
    ...cell.pools.map((pool) => ({
      name: `pool-${pool.name}`,
      tier: 'pool' as const,
      zone: pool.zone ?? cell.zone,
      addresses: poolAddresses(pool.nodes.max * each, slot),
    })),
  ];
  const given = divide(block, needs, [...path, 'name']);
  return {
    network: formatCidr(block),
    subnets: [
      ...needs.map(({ name, tier, zone }) => ({ name, tier, zone, cidr: given.get(name) as string })),
      ...(pods.blocks.length > 0
        ? all.map((zone) => ({ name: `pods-${zone}`, tier: 'pods' as const, zone, cidr: podBlock(zone) }))
        : []),
    ],
    pods,
  };
}

/** Addresses of a pool's subnet: a slot, or four of them, or sixteen. Within a step a pool grows in place. */
export function poolAddresses(used: number, slot: number): number {
  return used + RESERVED <= slot ? slot : poolAddresses(used, slot * 4);
}

/** Nodes a pool can grow to where it stands: its subnet holds them, and the block of its zone their pods. */
export function roomOf(cell: AwsCell, pool: AwsPool, { subnets, pods }: CellNetwork, systemNodes: number): number {
  const { cidr } = subnets.find(({ name }) => name === `pool-${pool.name}`) as SubnetPlan;
  const addresses = sizeOf((parseCidr(cidr) as Cidr).prefix) - RESERVED;
  if (pods.blocks.length === 0) return Math.floor(addresses / ADDRESSES_WITH_PODS);
  const zone = pool.zone ?? cell.zone;
  const neighbours = cell.pools.filter((other) => other !== pool && (other.zone ?? cell.zone) === zone);
  const taken = neighbours.reduce((sum, { nodes }) => sum + nodes.max, 0);
  return Math.min(addresses, mostNodes(systemNodes) - taken);
}

/**
 * The cell's zone and sound ones; a damaged one only where two are not to be had. They do not depend on the pools, which
 * come and go, and stand in order of name: addresses must not move.
 */
function controlZones(region: string, cell: AwsCell, path: (string | number)[]): string[] {
  const known = awsRegion(region)?.zones ?? [];
  const others = known.filter((zone) => zone !== cell.zone);
  const sound = others.filter((zone) => !awsZoneHealth(zone));
  const chosen = [cell.zone, ...sound].slice(0, CONTROL_ZONES);
  const zones = (chosen.length < 2 ? [cell.zone, ...others].slice(0, 2) : chosen).sort();
  if (zones.length < 2)
    throw new PlanRefusal([
      {
        path: [...path, 'zone'],
        title: 'a control plane needs two zones',
        found: `the catalogue knows no zones of ${region}`,
        allowed: 'a region whose zones are known',
        mend: 'this region cannot be planned until its zone data is in the catalogue: remove the aws section',
      },
    ]);
  return zones;
}
