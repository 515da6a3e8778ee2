import { type CfnResource, Stack } from 'aws-cdk-lib';
import {
  CfnTransitGateway,
  CfnTransitGatewayAttachment,
  CfnTransitGatewayRoute,
  CfnTransitGatewayRouteTable,
  CfnTransitGatewayRouteTableAssociation,
} from 'aws-cdk-lib/aws-ec2';
import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { TransitNames } from '../../../lib/plan/aws';
import { nameTag, pascal } from '../text';

export interface TransitHubProps {
  /** First part of every Name tag. */
  readonly name: string;
  /** The inspection network, and the subnet of each zone where traffic enters it. */
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Private ranges that no spoke reaches: other spokes, and the inspection network itself. */
  readonly blocked: readonly string[];
  /**
   * Parameters of Systems Manager in which stacks of this account find the ids.
   * @default - none
   */
  readonly parameters?: TransitNames;
  /**
   * Other accounts of the organisation that may attach networks: a list, or a list parameter. What they attach reaches
   * nothing until it is associated with a route table here.
   * @default - none
   */
  readonly sharedWith?: readonly string[];
}

/**
 * A transit gateway with two route tables: what spokes follow leads out through the inspection network or nowhere; what
 * comes back from there leads to the spoke it belongs to. No network is joined by being attached.
 */
export class TransitHub extends Construct {
  readonly transitGatewayId: string;
  /** What routes to the transit gateway wait for. */
  readonly attachment: CfnResource;

  constructor(scope: Construct, id: string, props: TransitHubProps) {
    super(scope, id);
    const { name, sharedWith } = props;
    const gateway = new CfnTransitGateway(this, 'Gateway', {
      description: 'Networks out through inspection, never to one another',
      // Joined is what a route table says, not what was accepted.
      autoAcceptSharedAttachments: sharedWith ? 'enable' : 'disable',
      defaultRouteTableAssociation: 'disable',
      defaultRouteTablePropagation: 'disable',
      securityGroupReferencingSupport: 'disable',
      multicastSupport: 'disable',
      vpnEcmpSupport: 'disable',
      dnsSupport: 'enable',
      tags: nameTag(name),
    });
    this.transitGatewayId = gateway.ref;
    const attachment = new CfnTransitGatewayAttachment(this, 'Attachment', {
      transitGatewayId: gateway.ref,
      vpcId: props.vpcId,
      subnetIds: [...props.subnetIds],
      // Both ways of a connection through the same zone, or a firewall sees half of it.
      options: { ApplianceModeSupport: 'enable', DnsSupport: 'enable', Ipv6Support: 'disable' },
      tags: nameTag(`${name}-attachment`),
    });
    this.attachment = attachment;
    const [out, back] = (['out', 'back'] as const).map(
      (word) =>
        new CfnTransitGatewayRouteTable(this, pascal(word), {
          transitGatewayId: gateway.ref,
          tags: nameTag(`${name}-${word}`),
        }),
    ) as [CfnTransitGatewayRouteTable, CfnTransitGatewayRouteTable];
    new CfnTransitGatewayRouteTableAssociation(this, 'AttachmentFollowsBack', {
      transitGatewayAttachmentId: attachment.ref,
      transitGatewayRouteTableId: back.ref,
    });
    new CfnTransitGatewayRoute(this, 'OutThroughInspection', {
      transitGatewayRouteTableId: out.ref,
      destinationCidrBlock: '0.0.0.0/0',
      transitGatewayAttachmentId: attachment.ref,
    });
    for (const block of props.blocked)
      new CfnTransitGatewayRoute(this, `Blocked${pascal(block)}`, {
        transitGatewayRouteTableId: out.ref,
        destinationCidrBlock: block,
        blackhole: true,
      });
    if (props.parameters) this.publish(props.parameters, { transitGateway: gateway.ref, out: out.ref, back: back.ref });
    if (sharedWith)
      new CfnResourceShare(this, 'Share', {
        name,
        resourceArns: [gateway.attrTransitGatewayArn],
        principals: [...sharedWith],
        allowExternalPrincipals: false,
        tags: nameTag(name),
      });
  }

  /** Ids are no secret: whoever reads them still needs leave to attach. */
  private publish(names: TransitNames, ids: Record<keyof TransitNames, string>): void {
    for (const key of ['transitGateway', 'out', 'back'] as const)
      new CfnParameter(this, `Parameter${pascal(key)}`, {
        name: names[key],
        type: 'String',
        value: ids[key],
        description: `Read by stacks of this account in ${Stack.of(this).region}`,
        tags: { Name: names[key] },
      });
  }
}
