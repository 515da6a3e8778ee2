import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  AutoscalerRole,
  ClusterAccess,
  clusterRole,
  GpuPool,
  LogStream,
  OperatorGateway,
  SessionHost,
  SovereignCluster,
  SovereignLustre,
  SovereignNetwork,
  Spoke,
  SystemPool,
  WorkloadRole,
} from '../../constructs/aws';
import { sub } from '../../constructs/aws/text';
import { awsRegion } from '../../lib/catalogue';
import {
  ASK,
  type AwsCellPlan,
  type AwsStackPlan,
  bucketArn,
  type KeyPurpose,
  type WayOutPlan,
} from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** A cell: network, keys, cluster and pools. What only the cloud can name (a VPC, a subnet) never leaves this stack. */
export class CellStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { aws } = country;
    const cell = aws.cells.find(({ stack }) => stack === plan.name);
    if (!cell) throw new RangeError(`The plan has no cell for stack ${plan.name}`);
    const keys = this.keysOf(cell.keys);
    const keyArn = (purpose: KeyPurpose): string => keys.get(purpose)?.keyArn as string;
    const role = clusterRole(this, 'ClusterRole', {
      roleName: cell.cluster.roles.cluster,
      clusterName: cell.cluster.name,
      secretsKeyArn: keyArn('cluster'),
    });

    const network = new SovereignNetwork(this, 'Network', {
      name: cell.cluster.name,
      cidr: cell.network,
      podBlocks: cell.pods.blocks,
      subnets: cell.subnets,
      endpoints: cell.endpoints,
      flowLogBucket: aws.archive.buckets[0]?.name as string,
      reach: {
        buckets: aws.data.buckets
          .filter(({ key }) => key)
          .flatMap(({ name }) => [sub(bucketArn(name)), sub(`${bucketArn(name)}/*`)]),
        bucketAccount: aws.accounts.data,
        // The country's registry stands beside its data.
        registryAccounts: aws.accounts.data ? [aws.accounts.data] : [],
        imageAccount: awsRegion(aws.regions.primary)?.imageAccount ?? undefined,
        organization: aws.guardrails?.organization,
      },
      names: cell.names,
      acls: cell.acls,
      encryption: cell.encryption,
      privateGateway: cell.path !== undefined && cell.path.kind !== 'session',
      transitGateway: this.transitGateway(cell.wayOut),
      efa: cell.pools.some(({ nics }) => nics.some(({ type }) => type === 'efa-only')),
    });
    if (network.attachmentId && cell.wayOut?.tables)
      new Spoke(this, 'Spoke', {
        attachmentId: network.attachmentId,
        cidr: cell.network,
        tables: cell.wayOut.tables,
      });
    const path = this.path(cell, network, { logsKeyArn: keyArn('logs'), volumesKeyArn: keyArn('volumes') });
    const cluster = new SovereignCluster(this, 'Cluster', {
      clusterName: cell.cluster.name,
      version: cell.cluster.version,
      vpcId: network.vpcId,
      subnetIds: network.tier('control'),
      apiGroupIds: path && [path.groupId],
      podSubnets: network.podSubnets,
      serviceCidr: cell.cluster.serviceCidr,
      role,
      secretsKeyArn: keyArn('cluster'),
      volumesKeyArn: keyArn('volumes'),
      logsKeyArn: keyArn('logs'),
      logDays: cell.cluster.logDays,
      nodeRoleName: cell.cluster.roles.node,
      repositories: aws.registry.pulls.map(sub),
      addons: cell.cluster.addons,
    });
    const { delivery } = cell.cluster;
    new LogStream(this, 'ClusterLogs', {
      streamName: delivery.stream,
      logGroupName: cluster.logGroupName,
      logsKeyArn: keyArn('logs'),
      bucketName: aws.archive.buckets.find(({ streams }) => streams)?.name as string,
      bucketKeyArn: aws.archive.keyArn,
      bucketAccount: aws.accounts.logArchive,
      prefix: delivery.prefix,
      roleName: delivery.roles.writer,
      feederRoleName: delivery.roles.feeder,
    });
    new AutoscalerRole(this, 'Autoscaler', {
      roleName: cell.cluster.roles.autoscaler,
      clusterName: cell.cluster.name,
    }).node.addDependency(cluster.cluster);
    new WorkloadRole(this, 'Workload', {
      ...cell.workload,
      clusterName: cluster.clusterName,
      clusterArn: cluster.cluster.attrArn,
    });
    if (path instanceof SessionHost) path.leadTo(cluster.cluster.attrEndpoint);

    for (const { duty, name, arn, cluster: entry } of aws.identity.roles)
      new ClusterAccess(this, `Access-${duty}`, {
        clusterName: cluster.clusterName,
        principalArn: arn,
        name,
        ...entry,
      });

    if (cell.lustre) {
      const { lustre } = cell;
      new SovereignLustre(this, 'Lustre', {
        name: lustre.name,
        vpcId: network.vpcId,
        subnetId: network.subnet(lustre.subnet),
        capacityGiB: lustre.capacityGiB,
        throughput: lustre.throughput,
        keyArn: keyArn('lustre'),
        durability: { links: lustre.links },
        clients: [
          { groupId: cluster.securityGroupId },
          ...(network.efaGroupId ? [{ groupId: network.efaGroupId, efa: true }] : []),
        ],
        logs: { group: lustre.logGroup, keyArn: keyArn('logs'), days: lustre.logDays },
      });
    }
    const nodes = {
      clusterName: cluster.clusterName,
      nodeRoleArn: cluster.nodeRole.attrArn,
      volumesKeyArn: keyArn('volumes'),
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

  /** Another account's transit gateway is a parameter without default: its id is known once that account has made it. */
  private transitGateway(plan: WayOutPlan | undefined): string | undefined {
    if (plan?.transitGateway !== ASK) return plan?.transitGateway;
    return new CfnParameter(this, 'TransitGateway', {
      description: 'Id of the transit gateway that the network account shares with this one',
      allowedPattern: '^tgw-[0-9a-f]{8,17}$',
      constraintDescription: 'a transit gateway id such as tgw-0a1b2c3d4e5f67890',
    }).valueAsString;
  }

  /** How operators come in; undefined where the document names no path. */
  private path(
    { path, cluster }: AwsCellPlan,
    network: SovereignNetwork,
    keys: { logsKeyArn: string; volumesKeyArn: string },
  ): OperatorGateway | SessionHost | undefined {
    const at = { name: cluster.name, vpcId: network.vpcId };
    if (path?.kind === 'session')
      return new SessionHost(this, 'Session', {
        ...at,
        path,
        subnetIds: network.tier('control'),
        endpointGroupId: network.endpointGroupId,
        volumesKeyArn: keys.volumesKeyArn,
      });
    return (
      path &&
      new OperatorGateway(this, 'Operators', {
        ...at,
        path,
        controlTableId: network.controlTableId,
        logsKeyArn: keys.logsKeyArn,
        logDays: cluster.logDays,
      })
    );
  }
}
