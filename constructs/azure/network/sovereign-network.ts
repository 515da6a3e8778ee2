import { rulesFor, type SecurityRule, type SubnetTier, surroundingsOf } from '../../../lib/plan/azure';
import {
  Construct,
  type ITerraformDependable,
  NetworkSecurityGroup,
  NetworkSecurityRule,
  Route,
  RouteTable,
  Subnet,
  SubnetNetworkSecurityGroupAssociation,
  SubnetRouteTableAssociation,
  VirtualNetwork,
} from '../cdktf';
import { type Placement, placed } from '../placement';

export interface SubnetProps {
  readonly name: string;
  /** Decides delegation, the rules it gets by default, and whether it takes any: the subnet of a gateway does not. */
  readonly tier: SubnetTier;
  readonly block: string;
  /** @default - `<network>-<subnet>-nsg` */
  readonly securityGroup?: string;
  /** @default - those of its tier: nothing but what is named */
  readonly rules?: readonly SecurityRule[];
  /**
   * Whether its traffic out follows the route table.
   * @default - subnets of nodes do, where there is one
   */
  readonly routed?: boolean;
}

export interface SovereignNetworkProps extends Placement {
  readonly name: string;
  readonly block: string;
  readonly subnets: readonly SubnetProps[];
  /**
   * Private address of the firewall everything leaves through.
   * @default - no way out
   */
  readonly nextHop?: string;
  /**
   * Private blocks operators come from, to the API server.
   * @default - nobody comes in from beyond the network
   */
  readonly operators?: readonly string[];
  /** @default - `<network>-routes` */
  readonly routeTableName?: string;
}

/** A virtual network without a way out of its own: no default outbound access, no gateway, every subnet behind rules. */
export class SovereignNetwork extends Construct {
  readonly id: string;
  readonly name: string;
  /** Id of the route table, where there is one. */
  readonly routeTableId?: string;
  private readonly subnets = new Map<string, { subnet: Subnet; groupId?: string; tied: ITerraformDependable[] }>();

  constructor(scope: Construct, id: string, props: SovereignNetworkProps) {
    super(scope, id);
    const network = new VirtualNetwork(this, 'Resource', {
      ...placed(props),
      name: props.name,
      addressSpace: [props.block],
    });
    this.id = network.id;
    this.name = network.name;
    const out = props.nextHop === undefined ? undefined : this.routes(props, props.nextHop);
    this.routeTableId = out?.table.id;
    const around = surroundingsOf(props.subnets, { operators: props.operators, out: out !== undefined });
    for (const need of props.subnets) {
      const subnet = this.subnet(props, need, network.name);
      const rules = need.rules ?? rulesFor(need.tier, need.block, around);
      const secured = rules.length > 0 ? this.secure(props, need, subnet, rules) : undefined;
      const tied: ITerraformDependable[] = secured ? [secured.association] : [];
      this.subnets.set(need.name, { subnet, groupId: secured?.group.id, tied });
      const nodes = need.tier === 'system' || need.tier === 'pool';
      if (out && (need.routed ?? nodes))
        tied.push(
          new SubnetRouteTableAssociation(this, `${need.name}-routed`, {
            subnetId: subnet.id,
            routeTableId: out.table.id,
            dependsOn: [out.route],
          }),
        );
    }
  }

  /** @throws RangeError for a subnet the network does not have */
  subnetId(name: string): string {
    return this.find(name).subnet.id;
  }

  /** @throws RangeError for a subnet that nothing guards, or that the network does not have */
  securityGroupId(name: string): string {
    const { groupId } = this.find(name);
    if (groupId === undefined) throw new RangeError(`No rules guard ${name}: a gateway of the vendor stands there`);
    return groupId;
  }

  /** Rules and routes of a subnet: what must be in place before anything stands in it. */
  tied(name: string): readonly ITerraformDependable[] {
    return this.find(name).tied;
  }

  private find(name: string) {
    const found = this.subnets.get(name);
    if (!found) throw new RangeError(`No subnet ${name}; there are ${[...this.subnets.keys()].join(', ')}`);
    return found;
  }

  private routes(props: SovereignNetworkProps, nextHop: string): { table: RouteTable; route: Route } {
    const table = new RouteTable(this, 'routes', {
      ...placed(props),
      name: props.routeTableName ?? `${props.name}-routes`,
      // Routes learned from a gateway must not open another way out.
      bgpRoutePropagationEnabled: false,
    });
    const route = new Route(this, 'route-out', {
      name: 'to-firewall',
      resourceGroupName: props.resourceGroupName,
      routeTableName: table.name,
      addressPrefix: '0.0.0.0/0',
      nextHopType: 'VirtualAppliance',
      nextHopInIpAddress: nextHop,
    });
    return { table, route };
  }

  private subnet(props: SovereignNetworkProps, need: SubnetProps, network: string): Subnet {
    return new Subnet(this, need.name, {
      name: need.name,
      resourceGroupName: props.resourceGroupName,
      virtualNetworkName: network,
      addressPrefixes: [need.block],
      defaultOutboundAccessEnabled: false,
      // Rules and routes bind private endpoints too, wherever one is put.
      privateEndpointNetworkPolicies: 'Enabled',
      delegation:
        need.tier === 'apiserver'
          ? [
              {
                name: 'aks',
                serviceDelegation: {
                  name: 'Microsoft.ContainerService/managedClusters',
                  actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
                },
              },
            ]
          : undefined,
    });
  }

  private secure(props: SovereignNetworkProps, need: SubnetProps, subnet: Subnet, rules: readonly SecurityRule[]) {
    const group = new NetworkSecurityGroup(this, `${need.name}-nsg`, {
      ...placed(props),
      name: need.securityGroup ?? `${props.name}-${need.name}-nsg`,
    });
    const written = rules.map(
      (rule) =>
        new NetworkSecurityRule(this, `${need.name}-${rule.name}`, {
          name: rule.name,
          resourceGroupName: props.resourceGroupName,
          networkSecurityGroupName: group.name,
          priority: rule.priority,
          direction: rule.direction,
          access: rule.access,
          protocol: rule.protocol,
          description: rule.description,
          sourcePortRange: '*',
          ...oneOrMany('sourceAddressPrefix', rule.sources),
          ...oneOrMany('destinationAddressPrefix', rule.destinations),
          ...portsOf(rule.ports),
        }),
    );
    const association = new SubnetNetworkSecurityGroupAssociation(this, `${need.name}-secured`, {
      subnetId: subnet.id,
      networkSecurityGroupId: group.id,
      dependsOn: written,
    });
    return { group, association };
  }
}

/** Azure says one prefix (which may be a tag) in one argument and several in another. */
const oneOrMany = (argument: 'sourceAddressPrefix' | 'destinationAddressPrefix', values: readonly string[]) =>
  values.length === 1 ? { [argument]: values[0] } : { [`${argument}es`]: [...values] };

const portsOf = (ports: readonly string[]) =>
  ports.length === 1 ? { destinationPortRange: ports[0] } : { destinationPortRanges: [...ports] };
