/** A cell: one cluster in its own network, and its pools. */
import { awsInstance, awsRegion, awsZoneHealth } from '../../catalogue';
import type { AwsCell, AwsPool, AwsTarget } from '../../profile';
import { formatCidr, sizeOf } from '../../profile/cidr';
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
/** Zones a cluster's control plane needs. EKS asks for two; a third keeps quorum where one is lost. */
const CONTROL_ZONES = 3;
/** Addresses a GPU node takes: its own, and prefixes of 16 for its pods. */
const ADDRESSES_PER_NODE = 64;
/** A pool's subnet holds twice its largest size, so that it can grow in place. */
const ROOM_TO_GROW = 2;
/** Instance types of the system pool, in order of preference: what one region lacks another has. */
const SYSTEM_INSTANCES = ['m7i.xlarge', 'm6i.xlarge', 'm7a.xlarge', 'm6a.xlarge', 'm5.xlarge'];
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
      // Five addresses of every subnet belong to AWS.
      addresses: Math.max(sizeOf(24), pool.nodes.max * ADDRESSES_PER_NODE * ROOM_TO_GROW + 5),
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
    system: { nodegroup: name([country, cell.name, 'system']), instances: SYSTEM_INSTANCES, nodes: SYSTEM_NODES },
    pools: cell.pools.map((pool) => planPool(country, cell, pool)),
  };
}

function planPool(country: string, cell: AwsCell, pool: AwsPool): AwsPoolPlan {
  const spec = awsInstance(pool.instance);
  if (!spec) throw new RangeError(`${pool.instance} is not in the catalogue`);
  const zone = pool.zone ?? cell.zone;
  const capacity = capacityOf(pool);
  const nics = nicsOf(pool.instance);
  const efa = nics.some(({ type }) => type === 'efa-only');
  // EKS cannot change these in place; a new name lets CloudFormation make the new group before it removes the old.
  const fixed = digest([pool.instance, zone, capacity.kind, 'id' in capacity ? capacity.id : ''], 6);
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
    nodegroup: `${name([country, cell.name, pool.name], 56)}-${fixed}`,
  };
}

function capacityOf({ capacity }: AwsPool): Capacity {
  if (capacity === 'on-demand') return { kind: 'on-demand' };
  return 'block' in capacity
    ? { kind: 'block', id: capacity.block }
    : { kind: 'reservation', id: capacity.reservation };
}

/** The cell's zone first, then sound zones, then damaged ones: a control plane needs two at least. */
function controlZones(region: string, cell: AwsCell, path: (string | number)[]): string[] {
  const known = awsRegion(region)?.zones ?? [];
  const pools = cell.pools.map((pool) => pool.zone ?? cell.zone);
  const others = known.filter((zone) => zone !== cell.zone);
  const sound = others.filter((zone) => !awsZoneHealth(zone));
  const zones = [...new Set([cell.zone, ...sound, ...others])].slice(0, Math.max(CONTROL_ZONES, new Set(pools).size));
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
