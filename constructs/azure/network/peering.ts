import { Construct, type ITerraformDependable, type TerraformProvider, VirtualNetworkPeering } from '../cdktf';

/** A virtual network and where it stands. */
export interface Peer {
  readonly networkId: string;
  readonly networkName: string;
  readonly resourceGroupName: string;
}

export interface PeeringHalfProps extends Peer {
  readonly name: string;
  /** Id of the other network. */
  readonly to: string;
  /**
   * Whether the other network answers through a gateway of this one.
   * @default false
   */
  readonly lendsGateway?: boolean;
  /**
   * Whether this network answers through a gateway of the other.
   * @default false
   */
  readonly borrowsGateway?: boolean;
  /**
   * Provider of the subscription this network stands in.
   * @default - that of the root
   */
  readonly provider?: TerraformProvider;
  /**
   * What must be in place first.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** One half of a peering: it works once the other is there. What a third network forwards through it is dropped. */
export class PeeringHalf extends Construct {
  readonly peering: VirtualNetworkPeering;

  constructor(scope: Construct, id: string, props: PeeringHalfProps) {
    super(scope, id);
    this.peering = new VirtualNetworkPeering(this, 'Resource', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      virtualNetworkName: props.networkName,
      remoteVirtualNetworkId: props.to,
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      allowGatewayTransit: props.lendsGateway ?? false,
      useRemoteGateways: props.borrowsGateway ?? false,
      provider: props.provider,
      dependsOn: props.after && [...props.after],
    });
  }
}

export interface EntrancePeeringProps {
  /** Network that leads in, and the name of its half. */
  readonly from: Peer & { readonly name: string };
  /** Network it leads to, and the name of that half. */
  readonly to: Peer & Pick<PeeringHalfProps, 'name' | 'provider'>;
  /** Whether `from` has a gateway that the other network answers through. */
  readonly gateway: boolean;
  /**
   * What must be in place first: the gateway.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** A way in to a network, and no way through it. */
export class EntrancePeering extends Construct {
  constructor(scope: Construct, id: string, { from, to, gateway, after }: EntrancePeeringProps) {
    super(scope, id);
    const { peering } = new PeeringHalf(this, 'to', { ...from, to: to.networkId, lendsGateway: gateway, after });
    new PeeringHalf(this, 'from', { ...to, to: from.networkId, borrowsGateway: gateway, after: [peering] });
  }
}
