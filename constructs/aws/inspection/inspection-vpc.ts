import {
  CfnEIP,
  CfnFlowLog,
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { InspectionZonePlan } from '../../../lib/plan/aws';
import { nameTag, pascal, sub } from '../text';
import type { EgressFirewall } from './egress-firewall';
import type { TransitHub } from './transit-hub';

export interface InspectionVpcProps {
  /** First part of every Name tag. */
  readonly name: string;
  /** IPv4 block of the VPC, /16 to /24; shares no address with the networks behind it. */
  readonly cidr: string;
  readonly zones: readonly InspectionZonePlan[];
  /** Bucket, in the country, that receives flow logs of all traffic. May hold `${AWS::AccountId}`. */
  readonly flowLogBucket: string;
}

type Tier = 'attachment' | 'firewall' | 'nat';
const TIERS: readonly Tier[] = ['attachment', 'firewall', 'nat'];

/**
 * The network with the gateway. Each zone is a path of its own: where the transit gateway enters, the firewall, the NAT
 * gateway. Nothing is routed until {@link lead} does, and it routes through firewalls or not at all. Nothing else may
 * stand in it: the subnets have room for little, and no group admits anything.
 */
export class InspectionVpc extends Construct {
  readonly vpcId: string;
  private readonly gateway: CfnInternetGateway;
  private readonly attached: CfnVPCGatewayAttachment;
  private readonly subnets = new Map<string, { subnetId: string; tableId: string }>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InspectionVpcProps,
  ) {
    super(scope, id);
    const { name, cidr, zones } = props;
    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: false,
      tags: nameTag(name),
    });
    this.vpcId = vpc.ref;
    for (const plan of zones) for (const tier of TIERS) this.addSubnet(tier, plan);
    this.gateway = new CfnInternetGateway(this, 'Gateway', { tags: nameTag(name) });
    this.attached = new CfnVPCGatewayAttachment(this, 'GatewayAttachment', {
      vpcId: vpc.ref,
      internetGatewayId: this.gateway.ref,
    });
    new CfnFlowLog(this, 'FlowLog', {
      resourceId: vpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: sub(`arn:\${AWS::Partition}:s3:::${props.flowLogBucket}/${name}/`),
      maxAggregationInterval: 60,
      tags: nameTag(name),
    });
  }

  /** Subnet of a tier in a zone. */
  subnet(tier: Tier, zone: string): string {
    return this.place(tier, zone).subnetId;
  }

  /**
   * Routes the networks `inside` out and back: into the zone's firewall, on to its NAT gateway and the internet; and
   * from there through the same firewall to the transit gateway.
   */
  lead(firewall: EgressFirewall, hub: TransitHub, inside: readonly string[]): void {
    for (const { zone } of this.props.zones) {
      const endpoint = firewall.endpoint(zone);
      this.route('attachment', zone, '0.0.0.0/0', { vpcEndpointId: endpoint });
      this.route('firewall', zone, '0.0.0.0/0', { natGatewayId: this.nat(zone) });
      this.route('nat', zone, '0.0.0.0/0', { gatewayId: this.gateway.ref }).addResourceDependency(this.attached);
      for (const block of inside) {
        this.route('nat', zone, block, { vpcEndpointId: endpoint });
        this.route('firewall', zone, block, { transitGatewayId: hub.transitGatewayId }).addResourceDependency(
          hub.attachment,
        );
      }
    }
  }

  private nat(zone: string): string {
    const tags = nameTag(`${this.props.name}-nat-${zone}`);
    const address = new CfnEIP(this, `Address-${zone}`, { domain: 'vpc', tags });
    address.addResourceDependency(this.attached);
    return new CfnNatGateway(this, `Nat-${zone}`, {
      connectivityType: 'public',
      subnetId: this.subnet('nat', zone),
      allocationId: address.attrAllocationId,
      tags,
    }).ref;
  }

  private addSubnet(tier: Tier, plan: InspectionZonePlan): void {
    const key = `${tier}-${plan.zone}`;
    const tags = nameTag(`${this.props.name}-${key}`);
    const subnet = new CfnSubnet(this, `Subnet-${key}`, {
      vpcId: this.vpcId,
      cidrBlock: plan[tier],
      availabilityZoneId: plan.zone,
      mapPublicIpOnLaunch: false,
      assignIpv6AddressOnCreation: false,
      tags,
    });
    const table = new CfnRouteTable(this, `Routes-${key}`, { vpcId: this.vpcId, tags });
    new CfnSubnetRouteTableAssociation(this, `Association-${key}`, { subnetId: subnet.ref, routeTableId: table.ref });
    this.subnets.set(key, { subnetId: subnet.ref, tableId: table.ref });
  }

  private route(
    tier: Tier,
    zone: string,
    destinationCidrBlock: string,
    hop: { vpcEndpointId?: string; natGatewayId?: string; gatewayId?: string; transitGatewayId?: string },
  ): CfnRoute {
    const what = destinationCidrBlock === '0.0.0.0/0' ? 'Default' : pascal(destinationCidrBlock);
    return new CfnRoute(this, `Route-${tier}-${zone}-${what}`, {
      routeTableId: this.place(tier, zone).tableId,
      destinationCidrBlock,
      ...hop,
    });
  }

  private place(tier: Tier, zone: string): { subnetId: string; tableId: string } {
    const found = this.subnets.get(`${tier}-${zone}`);
    if (!found)
      throw new RangeError(`No zone ${zone}; this network has ${this.props.zones.map((one) => one.zone).join(', ')}`);
    return found;
  }
}
