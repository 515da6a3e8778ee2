import {
  Construct,
  type ITerraformDependable,
  LocalNetworkGateway,
  PublicIp,
  VirtualNetworkGateway,
  VirtualNetworkGatewayConnection,
} from '../cdktf';
import { type Placement, placed } from '../placement';
import { deploymentVariable } from '../root';

interface GatewayProps extends Placement {
  readonly name: string;
  /** Subnet named GatewaySubnet. */
  readonly subnetId: string;
  /** @default - `<name>-connection` */
  readonly connectionName?: string;
}

export interface VpnGatewayProps extends GatewayProps {
  /** @default - `<name>-address` */
  readonly addressName?: string;
  /**
   * Zones the address stands in.
   * @default - none: the region has none
   */
  readonly zones?: readonly string[];
  /** The operators' gateway: its public address, and the private blocks behind it. */
  readonly remote: { readonly name: string; readonly address: string; readonly blocks: readonly string[] };
  /** @default 'VpnGw2AZ' */
  readonly sku?: string;
}

/** What both ends of the tunnel must speak; there is no weaker second choice. */
const IPSEC = {
  ikeEncryption: 'GCMAES256',
  ikeIntegrity: 'SHA384',
  dhGroup: 'ECP384',
  ipsecEncryption: 'GCMAES256',
  ipsecIntegrity: 'GCMAES256',
  pfsGroup: 'ECP384',
  saLifetime: 3600,
};

/** A site-to-site VPN to one gateway of the operators, under one strong policy. Its shared key is given at deployment. */
export class VpnGateway extends Construct {
  readonly id: string;
  readonly addressId: string;
  /** The gateway itself: peerings that use it come after. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: VpnGatewayProps) {
    super(scope, id);
    const address = new PublicIp(this, 'address', {
      ...placed(props),
      name: props.addressName ?? `${props.name}-address`,
      sku: 'Standard',
      allocationMethod: 'Static',
      ipVersion: 'IPv4',
      zones: props.zones && props.zones.length > 0 ? [...props.zones] : undefined,
      // The one thing that is public is the one thing worth attacking.
      ddosProtectionMode: 'Enabled',
    });
    const gateway = new VirtualNetworkGateway(this, 'Resource', {
      ...placed(props),
      name: props.name,
      type: 'Vpn',
      vpnType: 'RouteBased',
      sku: props.sku ?? 'VpnGw2AZ',
      generation: 'Generation2',
      ipConfiguration: [{ name: 'default', subnetId: props.subnetId, publicIpAddressId: address.id }],
    });
    const remote = new LocalNetworkGateway(this, 'operators', {
      ...placed(props),
      name: props.remote.name,
      gatewayAddress: props.remote.address,
      addressSpace: [...props.remote.blocks],
    });
    new VirtualNetworkGatewayConnection(this, 'connection', {
      ...placed(props),
      name: props.connectionName ?? `${props.name}-connection`,
      type: 'IPsec',
      connectionProtocol: 'IKEv2',
      virtualNetworkGatewayId: gateway.id,
      localNetworkGatewayId: remote.id,
      ipsecPolicy: IPSEC,
      dpdTimeoutSeconds: 45,
      sharedKey: deploymentVariable(this, 'vpn_shared_key', "Key shared with the operators' VPN gateway.", {
        sensitive: true,
      }),
    });
    this.id = gateway.id;
    this.addressId = address.id;
    this.ready = gateway;
  }
}

export interface CircuitGatewayProps extends GatewayProps {
  /** Resource id of the ExpressRoute circuit. */
  readonly circuitId: string;
  /**
   * Whether the circuit's owner gives an authorization; asked for at deployment.
   * @default false
   */
  readonly authorized?: boolean;
  /** @default 'ErGw1AZ' */
  readonly sku?: string;
}

/** A private circuit to the operators: no public address of the customer's, and no path around the gateway. */
export class CircuitGateway extends Construct {
  readonly id: string;
  /** The gateway itself: peerings that use it come after. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CircuitGatewayProps) {
    super(scope, id);
    const gateway = new VirtualNetworkGateway(this, 'Resource', {
      ...placed(props),
      name: props.name,
      type: 'ExpressRoute',
      sku: props.sku ?? 'ErGw1AZ',
      ipConfiguration: [{ name: 'default', subnetId: props.subnetId }],
    });
    new VirtualNetworkGatewayConnection(this, 'connection', {
      ...placed(props),
      name: props.connectionName ?? `${props.name}-connection`,
      type: 'ExpressRoute',
      virtualNetworkGatewayId: gateway.id,
      expressRouteCircuitId: props.circuitId,
      expressRouteGatewayBypass: false,
      privateLinkFastPathEnabled: false,
      authorizationKey: props.authorized
        ? deploymentVariable(this, 'circuit_authorization', 'Authorization of the owner of the circuit.', {
            sensitive: true,
          })
        : undefined,
    });
    this.id = gateway.id;
    this.ready = gateway;
  }
}
