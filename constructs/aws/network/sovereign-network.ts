import { type CfnResource, Stack } from 'aws-cdk-lib';
import {
  CfnFlowLog,
  CfnRoute,
  CfnRouteTable,
  CfnSecurityGroup,
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnTransitGatewayAttachment,
  CfnVPC,
  CfnVPCCidrBlock,
  CfnVPCEncryptionControl,
  CfnVPCEndpoint,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import {
  type AclPlan,
  type EncryptionMode,
  type EndpointPlan,
  endpointName,
  endpointsFor,
  type NamesPlan,
  planNames,
  type SubnetPlan,
} from '../../../lib/plan/aws';
import { nameTag, pascal, sub } from '../text';
import { type EndpointPolicyProps, endpointPolicy } from './endpoint-policies';
import { NameFirewall } from './name-firewall';
import { NetworkAcl } from './network-acl';
import type { PodSubnet } from './pod-networking';

export interface SovereignNetworkProps {
  /** First part of every Name tag. */
  readonly name: string;
  /** IPv4 block of the VPC, /16 to /28. */
  readonly cidr: string;
  /**
   * Further blocks of the VPC, for subnets of pods.
   * @default - none
   */
  readonly podBlocks?: readonly string[];
  /** Subnets by zone id; interface endpoints go into the `endpoints` tier, at most one a zone. */
  readonly subnets: readonly SubnetPlan[];
  /**
   * Endpoints, each with the reason it is there.
   * @default - what a private EKS cell with pod identity needs
   */
  readonly endpoints?: readonly EndpointPlan[];
  /**
   * Bucket, in the country, that receives flow logs of all traffic, and every look-up of a name: one that `delivers`
   * vended-logs. May hold `${AWS::AccountId}`.
   */
  readonly flowLogBucket: string;
  /**
   * Whom and what the endpoints let through: buckets, registries, organisation.
   * @default - this account's principals to its own resources, no bucket, and images of any account
   */
  readonly reach?: Partial<EndpointPolicyProps>;
  /**
   * Names that may be looked up; no other resolves.
   * @default - those of the endpoints, of clusters and of instances in the region
   */
  readonly names?: NamesPlan;
  /**
   * Network ACLs of tiers; other tiers have the default one.
   * @default - none
   */
  readonly acls?: readonly AclPlan[];
  /**
   * Control of encryption between instances. `enforce` refuses what does not encrypt; begin with `monitor`.
   * @default - none; not every region has it
   */
  readonly encryption?: EncryptionMode;
  /**
   * Whether a virtual private gateway will be attached, whose traffic the control of encryption then leaves out: it is
   * encrypted by the VPN, or by the circuit.
   * @default false
   */
  readonly privateGateway?: boolean;
  /**
   * Transit gateway: the one way out, to what inspects. Its account, or a `Spoke`, joins the network to it.
   * @default - isolated: no way out
   */
  readonly transitGateway?: string;
  /**
   * Whether nodes with EFA need a group that talks to itself.
   * @default false
   */
  readonly efa?: boolean;
}

/** Tables of routes, by who stands behind them: endpoints answer inside, and operators' routes lead to the API alone. */
const TABLES = {
  nodes: { id: 'Routes', suffix: 'private' },
  control: { id: 'ControlRoutes', suffix: 'control' },
  endpoints: { id: 'EndpointRoutes', suffix: 'endpoints' },
} as const;
type Table = keyof typeof TABLES;
const tableOf = (tier: SubnetPlan['tier']): Table => (tier === 'control' || tier === 'endpoints' ? tier : 'nodes');

/** Beside the usual fields: where packets truly came from and went to, which way, and by what. */
const FLOW_FIELDS = [
  'version',
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
  'vpc-id',
  'subnet-id',
  'az-id',
  'tcp-flags',
  'pkt-srcaddr',
  'pkt-dstaddr',
  'pkt-dst-aws-service',
  'flow-direction',
  'traffic-path',
  'reject-reason',
];

/**
 * A network without a way out or in: no internet gateway, no NAT, no public address, no IPv6; AWS services by endpoint
 * only, and those held to the account's own principals and resources; no name resolves but those it needs.
 *
 * @throws RangeError for interface endpoints without a subnet of tier `endpoints`
 */
export class SovereignNetwork extends Construct {
  readonly vpcId: string;
  /** Group of interface endpoints. */
  readonly endpointGroupId: string;
  /** Group of nodes with EFA; undefined without `efa`. */
  readonly efaGroupId?: string;
  /** Attachment to the transit gateway; undefined where nothing leaves. */
  readonly attachmentId?: string;
  /** Route table of the control plane's subnets. */
  readonly controlTableId: string;
  /** Subnets of pods, by the names of their zones. */
  readonly podSubnets: PodSubnet[] = [];
  /** What must stand before a node can boot: the endpoints it boots through. */
  readonly readiesNodes: CfnResource[] = [];
  private readonly subnetIds = new Map<string, { id: string; plan: SubnetPlan }>();

  constructor(scope: Construct, id: string, props: SovereignNetworkProps) {
    super(scope, id);
    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(props.name),
    });
    this.vpcId = vpc.ref;
    const blocks = (props.podBlocks ?? []).map(
      (cidrBlock, index) => new CfnVPCCidrBlock(this, `PodBlock${index}`, { vpcId: vpc.ref, cidrBlock }),
    );
    const tables = this.tables(props.name);
    this.controlTableId = tables.control;
    for (const plan of props.subnets) this.add(plan, props.name, tables, blocks);
    this.endpointGroupId = this.endpointGroup(props);
    const endpoints = props.endpoints ?? endpointsFor();
    if (this.tier('endpoints').length === 0 && endpoints.some(({ type }) => type === 'Interface'))
      throw new RangeError(`${props.name} has no subnet of tier endpoints for its interface endpoints`);
    this.endpoints(props, endpoints, tables.nodes);
    const logArn = sub(`arn:\${AWS::Partition}:s3:::${props.flowLogBucket}/${props.name}/`);
    new NameFirewall(this, 'Names', {
      name: props.name,
      vpcId: vpc.ref,
      names: props.names ?? planNames(Stack.of(this).region, endpoints),
      logArn,
    });
    for (const { tier, ...rules } of props.acls ?? [])
      new NetworkAcl(this, `Acl${pascal(tier)}`, {
        name: `${props.name}-${tier}`,
        vpcId: vpc.ref,
        rules,
        subnets: this.named(tier),
      });
    if (props.encryption) this.encryption(props.name, props.encryption, props.privateGateway ?? false);
    new CfnFlowLog(this, 'FlowLog', {
      resourceId: vpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: logArn,
      logFormat: FLOW_FIELDS.map((field) => `\${${field}}`).join(' '),
      // A value of CloudFormation's own: its keys are written as they stand.
      destinationOptions: { FileFormat: 'plain-text', HiveCompatiblePartitions: false, PerHourPartition: true },
      maxAggregationInterval: 60,
      tags: nameTag(props.name),
    });
    if (props.transitGateway) this.attachmentId = this.wayOut(props.name, props.transitGateway, tables);
    if (props.efa) this.efaGroupId = this.efaGroup(props.name);
  }

  /** Ids of the subnets of a tier, in the plan's order. */
  tier(...tiers: SubnetPlan['tier'][]): string[] {
    return [...this.subnetIds.values()].filter(({ plan }) => tiers.includes(plan.tier)).map(({ id }) => id);
  }

  /** Id of a subnet by name. */
  subnet(name: string): string {
    const found = this.subnetIds.get(name);
    if (!found) throw new RangeError(`No subnet ${name}; this network has ${[...this.subnetIds.keys()].join(', ')}`);
    return found.id;
  }

  private named(tier: SubnetPlan['tier']): Map<string, string> {
    const own = [...this.subnetIds].filter(([, { plan }]) => plan.tier === tier);
    return new Map(own.map(([name, { id }]) => [name, id]));
  }

  private tables(name: string): Record<Table, string> {
    const make = (table: Table): string =>
      new CfnRouteTable(this, TABLES[table].id, {
        vpcId: this.vpcId,
        tags: nameTag(`${name}-${TABLES[table].suffix}`),
      }).ref;
    return { nodes: make('nodes'), control: make('control'), endpoints: make('endpoints') };
  }

  private add(plan: SubnetPlan, name: string, tables: Record<Table, string>, blocks: readonly CfnResource[]): void {
    const subnet = new CfnSubnet(this, `Subnet-${plan.name}`, {
      vpcId: this.vpcId,
      cidrBlock: plan.cidr,
      availabilityZoneId: plan.zone,
      mapPublicIpOnLaunch: false,
      assignIpv6AddressOnCreation: false,
      tags: nameTag(`${name}-${plan.name}`),
    });
    new CfnSubnetRouteTableAssociation(this, `Association-${plan.name}`, {
      subnetId: subnet.ref,
      routeTableId: tables[tableOf(plan.tier)],
    });
    this.subnetIds.set(plan.name, { id: subnet.ref, plan });
    if (plan.tier !== 'pods') return;
    for (const block of blocks) subnet.addResourceDependency(block);
    this.podSubnets.push({ id: subnet.ref, zone: subnet.attrAvailabilityZone });
  }

  private endpointGroup({ name, subnets }: SovereignNetworkProps): string {
    const callers = subnets.filter(({ tier }) => tier === 'system' || tier === 'pool' || tier === 'pods');
    return new CfnSecurityGroup(this, 'EndpointGroup', {
      groupDescription: 'Interface endpoints: HTTPS from nodes, nothing out',
      vpcId: this.vpcId,
      securityGroupIngress: callers.map(({ name: subnet, cidr }) => ({
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        cidrIp: cidr,
        description: `HTTPS from ${subnet}`,
      })),
      // Stated, or EC2 adds a rule that lets everything out.
      securityGroupEgress: [
        { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '127.0.0.1/32', description: 'Nothing out' },
      ],
      tags: nameTag(`${name}-endpoints`),
    }).attrGroupId;
  }

  private endpoints(props: SovereignNetworkProps, plans: readonly EndpointPlan[], nodes: string): void {
    for (const plan of plans) {
      const { service, type, reasons } = plan;
      const endpoint = new CfnVPCEndpoint(this, `Endpoint${pascal(service)}`, {
        vpcId: this.vpcId,
        serviceName: endpointName(Stack.of(this).region, service),
        vpcEndpointType: type,
        policyDocument: endpointPolicy(this, plan, { buckets: [], ...props.reach }),
        ...(type === 'Gateway'
          ? { routeTableIds: [nodes] }
          : { privateDnsEnabled: true, subnetIds: this.tier('endpoints'), securityGroupIds: [this.endpointGroupId] }),
        tags: [...nameTag(`${props.name}-${service}`), { key: 'sovereign:reason', value: tagValue(reasons) }],
      });
      this.readiesNodes.push(endpoint);
    }
  }

  private encryption(name: string, mode: EncryptionMode, privateGateway: boolean): void {
    const exclude = (yes: boolean): string => (yes ? 'enable' : 'disable');
    new CfnVPCEncryptionControl(this, 'Encryption', {
      vpcId: this.vpcId,
      mode,
      ...(mode === 'enforce'
        ? {
            virtualPrivateGatewayExclusionInput: exclude(privateGateway),
            internetGatewayExclusionInput: exclude(false),
            egressOnlyInternetGatewayExclusionInput: exclude(false),
            natGatewayExclusionInput: exclude(false),
            vpcPeeringExclusionInput: exclude(false),
            vpcLatticeExclusionInput: exclude(false),
            lambdaExclusionInput: exclude(false),
            elasticFileSystemExclusionInput: exclude(false),
          }
        : {}),
      tags: nameTag(name),
    });
  }

  private wayOut(name: string, transitGateway: string, tables: Record<Table, string>): string {
    const attachment = new CfnTransitGatewayAttachment(this, 'Firewall', {
      transitGatewayId: transitGateway,
      vpcId: this.vpcId,
      subnetIds: this.tier('control'),
      tags: nameTag(`${name}-firewall`),
    });
    for (const [id, routeTableId] of [
      ['DefaultRoute', tables.nodes],
      ['ControlDefaultRoute', tables.control],
    ] as const)
      new CfnRoute(this, id, {
        routeTableId,
        destinationCidrBlock: '0.0.0.0/0',
        transitGatewayId: transitGateway,
      }).addResourceDependency(attachment);
    return attachment.ref;
  }

  /** EFA traffic needs everything in and out between members, written out. */
  private efaGroup(name: string): string {
    const group = new CfnSecurityGroup(this, 'EfaGroup', {
      groupDescription: 'EFA between nodes of one cell: everything to itself, nothing else',
      vpcId: this.vpcId,
      securityGroupEgress: [
        { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '127.0.0.1/32', description: 'Nothing else out' },
      ],
      tags: nameTag(`${name}-efa`),
    });
    const self = { groupId: group.attrGroupId, ipProtocol: '-1' };
    new CfnSecurityGroupIngress(this, 'EfaIn', {
      ...self,
      sourceSecurityGroupId: group.attrGroupId,
      description: 'EFA from itself',
    });
    new CfnSecurityGroupEgress(this, 'EfaOut', {
      ...self,
      destinationSecurityGroupId: group.attrGroupId,
      description: 'EFA to itself',
    });
    return group.attrGroupId;
  }
}

/** Reasons as a tag holds them: at most 256 characters of the set tags allow. */
const tagValue = (reasons: readonly string[]): string =>
  reasons
    .join(' - ')
    .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '')
    .slice(0, 256);
