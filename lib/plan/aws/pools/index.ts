/** Pools of a cell: how many addresses they need, and how each is bought, placed and named. */
import { awsInstance, awsRegion } from '../../../catalogue';
import type { AwsCell, AwsPool } from '../../../profile';
import { digest, name } from '../../names';
import type { SubnetPlan } from '../network/types';
import { amiTypeOf, hasLocalDisks, nicsOf } from './nics';
import type { AwsPoolPlan, Capacity, SystemPoolPlan } from './types';

/** Type of the system pool where the catalogue does not know what a region sells. */
const USUAL_SYSTEM_INSTANCE = 'm5.xlarge';
export const SYSTEM_NODES = { min: 2, max: 6 };

/** System nodes, of the newest type that every one of their zones sells. */
export function planSystem(
  country: string,
  region: string,
  cell: AwsCell,
  subnets: readonly SubnetPlan[],
): SystemPoolPlan {
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

export function planPool(country: string, cell: AwsCell, pool: AwsPool, cidr: string): Omit<AwsPoolPlan, 'room'> {
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
    localDisks: hasLocalDisks(pool.instance),
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
