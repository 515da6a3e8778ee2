/** A cell: one cluster in its own network, and its pools. */
import { awsTypeAvailable } from '../../catalogue';
import type { AwsCell, AwsTarget } from '../../profile';
import { SERVICE_CIDR } from '../../profile/rules/networks';
import type { Intent } from '../intent';
import { KUBERNETES_VERSION } from '../kubernetes';
import { name } from '../names';
import { addonsFor } from './cluster/addons';
import { planDelivery } from './cluster/delivery';
import { logGroupRetention } from './cluster/retention';
import { wayOut } from './inspection';
import { keyPlan } from './keys';
import { forCluster, forFileSystem, forLogGroups, forStream, forVolumes } from './keys/policies';
import { planLustre } from './lustre';
import { planAcls } from './network/acls';
import { endpointsFor } from './network/endpoints';
import { planNames } from './network/names';
import { planPath } from './network/path';
import { planSubnets, roomOf } from './network/subnets';
import { planPool, planSystem, SYSTEM_NODES } from './pools';
import { planWorkload } from './tenants';
import type { AwsCellPlan } from './types';

export function planCell(intent: Intent, target: AwsTarget, cell: AwsCell, index: number): AwsCellPlan {
  const country = intent.country.toLowerCase();
  const region = target.regions.primary;
  const divided = planSubnets(target, cell, index, SYSTEM_NODES.max);
  const { network, subnets, pods } = divided;
  const cidrOf = (pool: string): string => subnets.find(({ name: subnet }) => subnet === pool)?.cidr as string;
  const full = name([country, cell.name], 40);
  const pools = cell.pools.map((pool) => ({
    ...planPool(country, cell, pool, cidrOf(`pool-${pool.name}`)),
    room: roomOf(cell, pool, divided, SYSTEM_NODES.max),
  }));
  const storage = planLustre(intent, target, cell, { full, network, subnets, pools, path: ['aws', 'cells', index] });
  const logGroup = `/aws/eks/${full}/cluster`;
  const roles = {
    cluster: name([country, cell.name, 'cluster']),
    node: name([country, cell.name, 'node']),
    autoscaler: name([country, cell.name, 'autoscaler']),
  };
  const addons = addonsFor({
    version: KUBERNETES_VERSION,
    cluster: full,
    lustre: storage.lustre !== undefined,
    roleName: (word) => name([country, cell.name, word]),
  });
  const system = planSystem(country, region, cell, subnets);
  const operators = planPath(target, { country, cell: cell.name, index }, full, subnets, system);
  const endpoints = endpointsFor({
    // Pools grow and shrink by the cluster autoscaler, which is no add-on.
    addons: [...addons.map(({ name: addon }) => addon), 'cluster-autoscaler'],
    buckets: true,
    path: operators?.kind,
  });
  const leaves = wayOut(intent, target, cell);
  return {
    name: cell.name,
    stack: name([country, 'cell', cell.name]),
    account: cell.account,
    zone: cell.zone,
    network,
    subnets: [...subnets, ...storage.subnets],
    pods,
    endpoints,
    names: planNames(region, endpoints, leaves ? target.firewall?.allow : []),
    acls: planAcls({
      inside: [network, ...pods.blocks],
      path: operators,
      leaves: leaves !== undefined,
      lustre: storage.lustre !== undefined,
    }),
    path: operators,
    encryption: awsTypeAvailable('AWS::EC2::VPCEncryptionControl', region) ? target.encryptionInTransit : undefined,
    wayOut: leaves,
    keys: [
      keyPlan(intent, 'cluster', { statements: forCluster(roles.cluster) }, cell.name),
      keyPlan(intent, 'volumes', { through: ['ec2'], statements: forVolumes() }, cell.name),
      keyPlan(
        intent,
        'logs',
        {
          statements: [
            forLogGroups(
              logGroup,
              ...(operators?.kind === 'vpn' ? [operators.logGroup] : []),
              ...(storage.lustre ? [storage.lustre.logGroup] : []),
            ),
            forStream(),
          ],
        },
        cell.name,
      ),
      ...(storage.lustre
        ? [keyPlan(intent, 'lustre', { through: ['fsx'], statements: [forFileSystem()] }, cell.name)]
        : []),
    ],
    cluster: {
      name: full,
      version: KUBERNETES_VERSION,
      serviceCidr: SERVICE_CIDR,
      logGroup,
      logDays: logGroupRetention(intent.retention.logDays),
      delivery: planDelivery(country, cell.name, full),
      roles,
      addons,
    },
    workload: planWorkload(intent, target, cell.name),
    system,
    pools,
    lustre: storage.lustre,
    withoutLustre: storage.withoutLustre,
  };
}
