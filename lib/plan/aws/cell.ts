/** A cell: one cluster in its own network, and its pools. */
import { awsInstance, awsRegion, awsZoneHealth } from '../../catalogue';
import type { AwsCell, AwsPool, AwsTarget } from '../../profile';
import { type Cidr, formatCidr, parseCidr, sizeOf } from '../../profile/cidr';
import { SERVICE_CIDR } from '../../profile/rules/networks';
import type { Intent } from '../intent';
import { digest, name } from '../names';
import { cellNetwork, divide, PlanRefusal, type SubnetNeed } from '../network';
import { endpointsFor } from './endpoints';
import { keyPlan } from './keys';
import { amiTypeOf, nicsOf } from './nics';
import { logGroupRetention } from './retention';
import type { AwsCellPlan, AwsPoolPlan, Capacity, SubnetPlan, SubnetTier } from './types';

/** Kubernetes minor version of new clusters. */
export const KUBERNETES_VERSION = '1.35';
/** Zones of a cluster's control plane. EKS asks for two; a third keeps it reachable where one is lost. */
const CONTROL_ZONES = 3;
/** Addresses a GPU node takes: its own, and prefixes of 16 for its pods. */
const ADDRESSES_PER_NODE = 64;
/** Subnets of pools are sixteenths of the cell at least, so that a pool grows in place: 63 nodes in a /16. */
const POOL_SLOT = 4;
/** Type of the system pool where the catalogue does not know what a region sells. */
const USUAL_SYSTEM_INSTANCE = 'm5.xlarge';
const SYSTEM_NODES = { min: 2, max: 6 };

export function planCell(intent: Intent, target: AwsTarget, cell: AwsCell, index: number): AwsCellPlan {
  const country = intent.country.toLowerCase();
  const path = ['aws', 'cells', index];
  const zones = controlZones(target.regions.primary, cell, path);
  const block = cellNetwork(target.network, cell, index);

  const needs: (SubnetNeed & { tier: SubnetTier; zone: string })[] = [
    ...zones.map((zone) => ({ name: `control-${zone}`, tier: 'control' as const, zone, addresses: sizeOf(26) })),
    ...zones.map((zone) => ({ name: `endpoints-${zone}`, tier: 'endpoints' as const, zone, addresses: sizeOf(26) })),
    ...zones.map((zone) => ({ name: `system-${zone}`, tier: 'system' as const, zone, addresses: sizeOf(24) })),
    ...cell.pools.map((pool) => ({
      name: `pool-${pool.name}`,
      tier: 'pool' as const,
      zone: pool.zone ?? cell.zone,
      addresses: poolAddresses(pool.nodes.max, sizeOf(Math.min(28, block.prefix + POOL_SLOT))),
    })),
  ];
  const given = divide(block, needs, [...path, 'name']);
  const subnets = needs.map(
    ({ name: subnet, tier, zone }): SubnetPlan => ({ name: subnet, tier, zone, cidr: given.get(subnet) as string }),
  );
  const full = name([country, cell.name], 40);
  return {
    name: cell.name,
    stack: name([country, 'cell', cell.name]),
    account: cell.account,
    zone: cell.zone,
    network: formatCidr(block),
    subnets,
    endpoints: endpointsFor(),
    transitGateway: intent.egress === 'firewall' ? target.firewall?.transitGateway : undefined,
    keys: (['cluster', 'volumes', 'logs'] as const).map((purpose) => keyPlan(intent, purpose, cell.name)),
    cluster: {
      name: full,
      version: KUBERNETES_VERSION,
      serviceCidr: SERVICE_CIDR,
      logGroup: `/aws/eks/${full}/cluster`,
      logDays: logGroupRetention(intent.retention.logDays),
      roles: {
        cluster: name([country, cell.name, 'cluster']),
        node: name([country, cell.name, 'node']),
        cni: name([country, cell.name, 'cni']),
      },
    },
    system: planSystem(country, target.regions.primary, cell, subnets),
    pools: cell.pools.map((pool) => planPool(country, cell, pool, given.get(`pool-${pool.name}`) as string)),
  };
}

/** A slot where the pool fits into one; else twice what it needs. Five addresses of every subnet belong to AWS. */
function poolAddresses(nodes: number, slot: number): number {
  const needed = nodes * ADDRESSES_PER_NODE + 5;
  return needed <= slot ? slot : needed * 2;
}

/** System nodes, of the newest type that every one of their zones sells. */
function planSystem(
  country: string,
  region: string,
  cell: AwsCell,
  subnets: readonly SubnetPlan[],
): AwsCellPlan['system'] {
  const own = subnets.filter(({ tier }) => tier === 'system');
  const sold = Object.entries(awsRegion(region)?.general ?? {}).filter(([, zones]) =>
    own.every(({ zone }) => zones.includes(zone)),
  );
  const instance = sold[0]?.[0] ?? USUAL_SYSTEM_INSTANCE;
  return {
    nodegroup: groupName([country, cell.name, 'system'], [instance, ...own.map(({ cidr }) => cidr)]),
    instances: [instance],
    nodes: SYSTEM_NODES,
    verified: sold.length > 0,
  };
}

/**
 * Name of a node group and its launch template. It carries a digest of what EKS cannot change in place, so that
 * CloudFormation makes the new group before it removes the old, and of the parts, which hyphens alone do not keep apart.
 */
const groupName = (parts: readonly string[], fixed: readonly string[]): string =>
  `${name(parts, 56)}-${digest([...parts, ...fixed], 6)}`;

function planPool(country: string, cell: AwsCell, pool: AwsPool, cidr: string): AwsPoolPlan {
  const spec = awsInstance(pool.instance);
  if (!spec) throw new RangeError(`${pool.instance} is not in the catalogue`);
  const zone = pool.zone ?? cell.zone;
  const capacity = capacityOf(pool);
  const nics = nicsOf(pool.instance);
  const efa = nics.some(({ type }) => type === 'efa-only');
  return {
    name: pool.name,
    instance: pool.instance,
    gpu: spec.gpu,
    gpus: spec.gpus,
    nodes: pool.nodes,
    zone,
    subnet: `pool-${pool.name}`,
    capacity,
    nics,
    placementGroup: capacity.kind === 'on-demand' && efa && pool.nodes.max > 1 && spec.placement.includes('cluster'),
    amiType: amiTypeOf(pool.instance),
    room: Math.floor((sizeOf((parseCidr(cidr) as Cidr).prefix) - 5) / ADDRESSES_PER_NODE),
    nodegroup: groupName(
      [country, cell.name, pool.name],
      [pool.instance, zone, cidr, capacity.kind, 'id' in capacity ? capacity.id : ''],
    ),
  };
}

function capacityOf({ capacity }: AwsPool): Capacity {
  if (capacity === 'on-demand') return { kind: 'on-demand' };
  return 'block' in capacity
    ? { kind: 'block', id: capacity.block }
    : { kind: 'reservation', id: capacity.reservation };
}

/** The cell's zone, then sound zones; a damaged one only where two are not to be had. In order of name: health changes, addresses must not. */
function controlZones(region: string, cell: AwsCell, path: (string | number)[]): string[] {
  const known = awsRegion(region)?.zones ?? [];
  const pools = cell.pools.map((pool) => pool.zone ?? cell.zone);
  const others = known.filter((zone) => zone !== cell.zone);
  const sound = others.filter((zone) => !awsZoneHealth(zone));
  const chosen = [...new Set([cell.zone, ...pools, ...sound])].slice(0, CONTROL_ZONES);
  const zones = [...new Set(chosen.length < 2 ? [...chosen, ...others] : chosen)]
    .slice(0, Math.max(2, chosen.length))
    .sort();
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
