/** A cell: one cluster in its own network, and its pools. */
import { awsRegion, awsZoneHealth } from '../../catalogue';
import type { AwsCell, AwsTarget } from '../../profile';
import { formatCidr, sizeOf } from '../../profile/cidr';
import { SERVICE_CIDR } from '../../profile/rules/networks';
import type { Intent } from '../intent';
import { name } from '../names';
import { cellNetwork, divide, PlanRefusal, type SubnetNeed } from '../network';
import { ADDONS } from './cluster/notes';
import { logGroupRetention } from './cluster/retention';
import { wayOut } from './inspection';
import { keyPlan } from './keys';
import { forCluster, forLogGroups, forVolumes } from './keys/policies';
import { endpointsFor } from './network/endpoints';
import { planPool, planSystem, poolAddresses } from './pools';
import { planWorkload } from './tenants';
import type { AwsCellPlan, SubnetPlan, SubnetTier } from './types';

/** Kubernetes minor version of new clusters. */
export const KUBERNETES_VERSION = '1.35';
/** Zones of a cluster's control plane. EKS asks for two; a third keeps it reachable where one is lost. */
const CONTROL_ZONES = 3;
/** Subnets of pools are sixteenths of the cell at least, so that a pool grows in place: 63 nodes in a /16. */
const POOL_SLOT = 4;

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
  const logGroup = `/aws/eks/${full}/cluster`;
  const roles = {
    cluster: name([country, cell.name, 'cluster']),
    node: name([country, cell.name, 'node']),
    cni: name([country, cell.name, 'cni']),
  };
  return {
    name: cell.name,
    stack: name([country, 'cell', cell.name]),
    account: cell.account,
    zone: cell.zone,
    network: formatCidr(block),
    subnets,
    endpoints: endpointsFor({ addons: ADDONS, buckets: true }),
    wayOut: wayOut(intent, target, cell),
    keys: [
      keyPlan(intent, 'cluster', { statements: forCluster(roles.cluster) }, cell.name),
      keyPlan(intent, 'volumes', { through: ['ec2'], statements: forVolumes() }, cell.name),
      keyPlan(intent, 'logs', { statements: [forLogGroups(logGroup)] }, cell.name),
    ],
    cluster: {
      name: full,
      version: KUBERNETES_VERSION,
      serviceCidr: SERVICE_CIDR,
      logGroup,
      logDays: logGroupRetention(intent.retention.logDays),
      roles,
    },
    workload: planWorkload(intent, target, cell.name),
    system: planSystem(country, target.regions.primary, cell, subnets),
    pools: cell.pools.map((pool) => planPool(country, cell, pool, given.get(`pool-${pool.name}`) as string)),
  };
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
