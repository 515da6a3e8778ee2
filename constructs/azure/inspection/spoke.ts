import { type AzurermProvider, Construct, type ITerraformDependable, VirtualNetworkPeering } from '../cdktf';

export interface SpokeProps {
  readonly network: { readonly id: string; readonly name: string; readonly resourceGroupName: string };
  readonly hub: { readonly id: string; readonly name: string; readonly resourceGroupName: string };
  /** Names of the two sides. */
  readonly names: { readonly toHub: string; readonly toSpoke: string };
  /**
   * Provider of the hub's subscription.
   * @default - the spoke's
   */
  readonly hubProvider?: AzurermProvider;
}

/**
 * Joins a network to a hub, both sides: the hub is there first and cannot name a network that is not. What was sent on
 * by the firewall comes in; to the hub goes only what began in the spoke, so that no spoke leads to another.
 */
export class Spoke extends Construct {
  /** Both sides: nothing leaves before they are there. */
  readonly peerings: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { network, hub, names, hubProvider }: SpokeProps) {
    super(scope, id);
    const sides = { allowVirtualNetworkAccess: true, allowGatewayTransit: false, useRemoteGateways: false };
    this.peerings = [
      new VirtualNetworkPeering(this, 'to-hub', {
        name: names.toHub,
        resourceGroupName: network.resourceGroupName,
        virtualNetworkName: network.name,
        remoteVirtualNetworkId: hub.id,
        ...sides,
        allowForwardedTraffic: true,
      }),
      new VirtualNetworkPeering(this, 'to-spoke', {
        provider: hubProvider,
        name: names.toSpoke,
        resourceGroupName: hub.resourceGroupName,
        virtualNetworkName: hub.name,
        remoteVirtualNetworkId: network.id,
        ...sides,
        allowForwardedTraffic: false,
      }),
    ];
  }
}
