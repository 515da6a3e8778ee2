import type { Construct } from 'constructs';
import {
  clusterRole,
  forAutoScaling,
  forCluster,
  forLogGroups,
  forVolumeDriver,
  GpuPool,
  SovereignCluster,
  SovereignNetwork,
  SystemPool,
} from '../../constructs/aws';
import { sub } from '../../constructs/aws/text';
import { awsRegion } from '../../lib/catalogue';
import { type AwsStackPlan, bucketArn, type KeyPlan } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** A cell: network, keys, cluster and pools. What only the cloud can name (a VPC, a subnet) never leaves this stack. */
export class CellStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { aws } = country;
    const cell = aws.cells.find(({ stack }) => stack === plan.name);
    if (!cell) throw new RangeError(`The plan has no cell for stack ${plan.name}`);
    const role = clusterRole(this, 'ClusterRole', cell.cluster.roles.cluster, cell.cluster.name);
    const keyOf = (purpose: KeyPlan['purpose']): KeyPlan => cell.keys.find((key) => key.purpose === purpose) as KeyPlan;
    const secrets = this.key(keyOf('cluster'), { statements: forCluster(role.attrArn) });
    const logs = this.key(keyOf('logs'), { statements: [forLogGroups(cell.cluster.logGroup)] });

    const network = new SovereignNetwork(this, 'Network', {
      name: cell.cluster.name,
      cidr: cell.network,
      subnets: cell.subnets,
      endpoints: cell.endpoints,
      flowLogBucket: aws.archive.buckets[0]?.name as string,
      buckets: aws.data.buckets
        .filter(({ key }) => key)
        .flatMap(({ name }) => [sub(bucketArn(name)), sub(`${bucketArn(name)}/*`)]),
      imageAccount: awsRegion(aws.regions.primary)?.imageAccount ?? undefined,
      transitGateway: cell.transitGateway,
      efa: cell.pools.some(({ nics }) => nics.some(({ type }) => type === 'efa-only')),
    });
    const cluster = new SovereignCluster(this, 'Cluster', {
      clusterName: cell.cluster.name,
      version: cell.cluster.version,
      vpcId: network.vpcId,
      subnetIds: network.tier('control'),
      serviceCidr: cell.cluster.serviceCidr,
      role,
      secretsKeyArn: secrets.keyArn,
      logsKeyArn: logs.keyArn,
      logDays: cell.cluster.logDays,
      nodeRoleName: cell.cluster.roles.node,
      repositories: aws.registry.pulls.map(sub),
      addons: cell.cluster.addons,
    });
    const driver = cluster.roleArnOf('aws-ebs-csi-driver');
    const volumes = this.key(keyOf('volumes'), {
      through: ['ec2'],
      statements: [...forAutoScaling(), ...(driver ? forVolumeDriver(driver) : [])],
    });

    const nodes = {
      clusterName: cluster.clusterName,
      nodeRoleArn: cluster.nodeRole.attrArn,
      volumesKeyArn: volumes.keyArn,
    };
    const system = new SystemPool(this, 'System', {
      ...nodes,
      name: cell.system.nodegroup,
      subnetIds: network.tier('system'),
      instances: cell.system.instances,
      nodes: cell.system.nodes,
    });
    const pools = cell.pools.map(
      (pool) =>
        new GpuPool(this, `Pool-${pool.name}`, {
          ...nodes,
          name: pool.nodegroup,
          instance: pool.instance,
          subnetId: network.subnet(pool.subnet),
          nodes: pool.nodes,
          clusterGroupId: cluster.securityGroupId,
          efaGroupId: network.efaGroupId,
          capacity: pool.capacity,
          placementGroup: pool.placementGroup,
          localDisks: pool.localDisks,
          labels: { 'sovereign/pool': pool.name },
        }),
    );
    for (const { nodegroup } of [system, ...pools])
      for (const first of [...network.readiesNodes, ...cluster.readiesNodes]) nodegroup.addResourceDependency(first);
    for (const addon of cluster.needsNodes) addon.addResourceDependency(system.nodegroup);
  }
}
