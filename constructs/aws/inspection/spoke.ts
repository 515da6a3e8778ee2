import { CfnTransitGatewayRoute, CfnTransitGatewayRouteTableAssociation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface SpokeProps {
  /** Attachment of the spoke's network to the transit gateway. */
  readonly attachmentId: string;
  /** Block of the spoke's network. */
  readonly cidr: string;
  /** Id of the route table that leads out, and of the one that leads back. */
  readonly tables: { readonly out: string; readonly back: string };
}

/** Joins a network to a {@link TransitHub} of the same account: it follows the way out, and its answers find it. */
export class Spoke extends Construct {
  constructor(scope: Construct, id: string, props: SpokeProps) {
    super(scope, id);
    new CfnTransitGatewayRouteTableAssociation(this, 'Out', {
      transitGatewayAttachmentId: props.attachmentId,
      transitGatewayRouteTableId: props.tables.out,
    });
    new CfnTransitGatewayRoute(this, 'Back', {
      transitGatewayRouteTableId: props.tables.back,
      destinationCidrBlock: props.cidr,
      transitGatewayAttachmentId: props.attachmentId,
    });
  }
}
