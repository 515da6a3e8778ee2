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
  CfnVPCEndpoint,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ADDONS, type EndpointPlan, endpointsFor, type SubnetPlan } from '../../../lib/plan/aws';
import { nameTag, pascal, sub } from '../text';
import { endpointPolicy } from './endpoint-policies';

export interface SovereignNetworkProps {
  /** First part of every Name tag. */
  readonly name: string;
  /** IPv4 block of the VPC, /16 to /28. */
  readonly cidr: string;
  /** Subnets by zone id; interface endpoints go into the `endpoints` tier. */
  readonly subnets: readonly SubnetPlan[];
  /**
   * Endpoints, each with the reason it is there.
   * @default - what a private EKS cell with its usual add-ons needs
   */
  readonly endpoints?: readonly EndpointPlan[];
  /** Bucket, in the country, that receives flow logs of all traffic. May hold `${AWS::AccountId}`. */
  readonly flowLogBucket: string;
  /**
   * ARNs of buckets (and `/*` of their objects) that workloads may reach.
   * @default - none
   */
  readonly buckets?: readonly string[];
  /**
   * Account of the EKS image registry in this region.
   * @default - pulls from any account pass the registry endpoint
   */
  readonly imageAccount?: string;
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

/**
 * A network without a way out or in: no internet gateway, no NAT, no public address; AWS services by endpoint only,
 * and those held to the account's own principals and resources.
 */
export class SovereignNetwork extends Construct {
  readonly vpcId: string;
  /** Group of nodes with EFA; undefined without `efa`. */
  readonly efaGroupId?: string;
  /** Attachment to the transit gateway; undefined where nothing leaves. */
  readonly attachmentId?: string;
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
    const routes = new CfnRouteTable(this, 'Routes', { vpcId: vpc.ref, tags: nameTag(`${props.name}-private`) });
    for (const plan of props.subnets) {
      const subnet = new CfnSubnet(this, `Subnet-${plan.name}`, {
        vpcId: vpc.ref,
        cidrBlock: plan.cidr,
        availabilityZoneId: plan.zone,
        mapPublicIpOnLaunch: false,
        assignIpv6AddressOnCreation: false,
        tags: nameTag(`${props.name}-${plan.name}`),
      });
      new CfnSubnetRouteTableAssociation(this, `Association-${plan.name}`, {
        subnetId: subnet.ref,
        routeTableId: routes.ref,
      });
      this.subnetIds.set(plan.name, { id: subnet.ref, plan });
    }
    this.endpoints(props, routes.ref);
    new CfnFlowLog(this, 'FlowLog', {
      resourceId: vpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: sub(`arn:\${AWS::Partition}:s3:::${props.flowLogBucket}/${props.name}/`),
      maxAggregationInterval: 60,
      tags: nameTag(props.name),
    });
    if (props.transitGateway) this.attachmentId = this.wayOut(props.name, props.transitGateway, routes.ref);
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

  private endpoints(props: SovereignNetworkProps, routeTable: string): void {
    const nodes = props.subnets.filter(({ tier }) => tier === 'system' || tier === 'pool');
    const group = new CfnSecurityGroup(this, 'EndpointGroup', {
      groupDescription: 'Interface endpoints: HTTPS from nodes, nothing out',
      vpcId: this.vpcId,
      securityGroupIngress: nodes.map(({ name, cidr }) => ({
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        cidrIp: cidr,
        description: `HTTPS from ${name}`,
      })),
      // Stated, or EC2 adds a rule that lets everything out.
      securityGroupEgress: [
        { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '127.0.0.1/32', description: 'Nothing out' },
      ],
      tags: nameTag(`${props.name}-endpoints`),
    });
    for (const { service, type, reasons } of props.endpoints ?? endpointsFor({ addons: ADDONS, buckets: true })) {
      const endpoint = new CfnVPCEndpoint(this, `Endpoint${pascal(service)}`, {
        vpcId: this.vpcId,
        serviceName: `com.amazonaws.${Stack.of(this).region}.${service}`,
        vpcEndpointType: type,
        policyDocument: endpointPolicy(this, service, {
          buckets: props.buckets ?? [],
          imageAccount: props.imageAccount,
        }),
        ...(type === 'Gateway'
          ? { routeTableIds: [routeTable] }
          : { privateDnsEnabled: true, subnetIds: this.tier('endpoints'), securityGroupIds: [group.attrGroupId] }),
        tags: [...nameTag(`${props.name}-${service}`), { key: 'sovereign:reason', value: tagValue(reasons) }],
      });
      this.readiesNodes.push(endpoint);
    }
  }

  private wayOut(name: string, transitGateway: string, routeTable: string): string {
    const attachment = new CfnTransitGatewayAttachment(this, 'Firewall', {
      transitGatewayId: transitGateway,
      vpcId: this.vpcId,
      subnetIds: this.tier('control'),
      tags: nameTag(`${name}-firewall`),
    });
    new CfnRoute(this, 'DefaultRoute', {
      routeTableId: routeTable,
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
