import { FIREWALL_SUBNET } from '../../../lib/plan/azure';
import { Construct, Subnet, VirtualNetwork } from '../cdktf';
import { type Placement, placed } from '../placement';

export interface InspectionNetworkProps extends Placement {
  readonly name: string;
  readonly block: string;
  /** Block of the firewall's subnet: /26 or larger. */
  readonly firewallBlock: string;
}

/**
 * The hub: a network with one subnet, where the firewall stands. Azure takes no security group there and keeps its own.
 * What is left of the block is room for a gateway.
 */
export class InspectionNetwork extends Construct {
  readonly id: string;
  readonly firewallSubnetId: string;

  constructor(scope: Construct, id: string, props: InspectionNetworkProps) {
    super(scope, id);
    const network = new VirtualNetwork(this, 'Resource', {
      ...placed(props),
      name: props.name,
      addressSpace: [props.block],
    });
    this.id = network.id;
    this.firewallSubnetId = new Subnet(this, 'firewall', {
      name: FIREWALL_SUBNET,
      resourceGroupName: props.resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: [props.firewallBlock],
      defaultOutboundAccessEnabled: false,
    }).id;
  }
}
