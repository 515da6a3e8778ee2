import type { Example } from '../model';

const ref = (name: string) => ({ Ref: name });
const network = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.64.0.0/16' } };
const table = { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Net') } };
const subnet = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Net') } };
const route = (properties: Record<string, unknown>) => ({
  Type: 'AWS::EC2::Route',
  Properties: { RouteTableId: ref('Table'), ...properties },
});
const everywhere = { DestinationCidrBlock: '0.0.0.0/0' };
const rules = (rule: Record<string, unknown>) => ({
  azurerm_firewall_policy_rule_collection_group: {
    allow: {
      application_rule_collection: [
        { action: 'Allow', rule: [{ name: 'r', protocols: [{ type: 'Https', port: 443 }], ...rule }] },
      ],
    },
  },
});
const cluster = (network_profile: unknown) => ({ azurerm_kubernetes_cluster: { cell: { network_profile } } });

export const examples: readonly Example[] = [
  { cloud: 'aws', expect: 'pass', resources: { Net: network, Table: table, Nodes: subnet } },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Net: network,
      Table: table,
      Gate: { Type: 'AWS::EC2::InternetGateway' },
      Out: route({ ...everywhere, GatewayId: ref('Gate') }),
    },
  },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: { Net: network, Table: table, Out: route({ ...everywhere, TransitGatewayId: 'tgw-1' }) },
  },
  { cloud: 'aws', expect: 'fail', resources: { Gate: { Type: 'AWS::EC2::InternetGateway' } } },
  // Attached, and no route leads to it yet.
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Net: network,
      Gate: { Type: 'AWS::EC2::InternetGateway' },
      Join: {
        Type: 'AWS::EC2::VPCGatewayAttachment',
        Properties: { VpcId: ref('Net'), InternetGatewayId: ref('Gate') },
      },
    },
  },
  // What only the deployment decides to make does not fail yet.
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: { Gate: { Type: 'AWS::EC2::InternetGateway', Condition: 'Wanted' } },
  },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: {
      Net: network,
      Table: table,
      Out: { ...route({ ...everywhere, GatewayId: 'igw-1' }), Condition: 'Wanted' },
    },
  },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: { Out: route({ DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1' }) },
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      Out: route({ DestinationPrefixListId: ref('Home'), TransitGatewayId: 'tgw-1' }),
      Home: { Type: 'AWS::EC2::PrefixList', Properties: { Entries: [{ Cidr: '10.1.0.0/16' }] } },
    },
  },
  { cloud: 'aws', expect: 'fail', resources: { Code: { Type: 'AWS::Lambda::Function' } } },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: { Code: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: ['subnet-1'] } } } },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Tasks: {
        Type: 'AWS::ECS::Service',
        Properties: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } },
      },
    },
  },
  { cloud: 'aws', expect: 'fail', resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { ConnectivityType: 'private' } } },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Out: route({ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' }) },
  },
  { cloud: 'aws', expect: 'not-checked', resources: { Out: route({ ...everywhere, VpcEndpointId: 'vpce-1' }) } },
  // A private range over the same hop is not a way out.
  {
    cloud: 'aws',
    expect: 'pass',
    resources: { Peer: route({ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1' }) },
  },
  // Half of the internet is still the internet.
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: { Half: route({ DestinationCidrBlock: '0.0.0.0/1', TransitGatewayId: 'tgw-1' }) },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Nodes: { Type: 'AWS::EC2::Subnet', Properties: { MapPublicIpOnLaunch: 'true' } } },
  },
  { cloud: 'aws', expect: 'pass', resources: { Nodes: { Type: 'AWS::EC2::Subnet' } } },
  { cloud: 'aws', expect: 'fail', resources: { Address: { Type: 'AWS::EC2::EIP' } } },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: {
      Out: route({ ...everywhere, GatewayId: ref('Gate') }),
      Net: network,
      Table: table,
      Gate: { Type: 'AWS::EC2::InternetGateway' },
      Edge: subnet,
      Join: {
        Type: 'AWS::EC2::SubnetRouteTableAssociation',
        Properties: { SubnetId: ref('Edge'), RouteTableId: ref('Table') },
      },
      Fire: {
        Type: 'AWS::NetworkFirewall::Firewall',
        Properties: { VpcId: ref('Net'), SubnetMappings: [{ SubnetId: ref('Edge') }] },
      },
    },
  },

  { cloud: 'azure', expect: 'fail', resources: { azurerm_subnet: { nodes: { name: 'nodes' } } } },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_subnet: { nodes: { name: 'nodes', default_outbound_access_enabled: false } } },
  },
  {
    cloud: 'azure',
    expect: 'not-applicable',
    resources: { azurerm_subnet: { edge: { name: 'AzureFirewallSubnet' } } },
  },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_subnet: { nodes: { name: 'nodes', delegation: [] } } } },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_public_ip: { front: { name: 'front' } } } },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_public_ip: { front: { count: '${var.front ? 1 : 0}', name: 'front' } } },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_network_interface: { nic: { ip_configuration: { public_ip_address_id: 'id' } } } },
  },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_network_interface: { nic: { ip_configuration: { public_ip_address_id: '${var.address}' } } } },
  },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: {
      azurerm_public_ip: { fire: { name: 'fire' } },
      azurerm_firewall: { fire: { ip_configuration: [{ public_ip_address_id: '${azurerm_public_ip.fire.id}' }] } },
    },
  },
  // A group of rules: names, everything, and what lists no names.
  { cloud: 'azure', expect: 'pass', resources: rules({ destination_fqdns: ['repo.example.org', '*.example.org'] }) },
  { cloud: 'azure', expect: 'fail', resources: rules({ destination_fqdns: ['*'] }) },
  { cloud: 'azure', expect: 'not-checked', resources: rules({ destination_fqdn_tags: ['AzureKubernetesService'] }) },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_nat_gateway: { out: { name: 'out' } } } },
  { cloud: 'azure', expect: 'fail', resources: cluster([{ network_plugin: 'azure' }]) },
  { cloud: 'azure', expect: 'pass', resources: cluster([{ network_plugin: 'azure', outbound_type: 'none' }]) },
  { cloud: 'azure', expect: 'pass', resources: cluster({ outbound_type: 'userDefinedRouting' }) },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_route: { out: { address_prefix: '0.0.0.0/0', next_hop_type: 'Internet' } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_route: { out: { address_prefix: '0.0.0.0/0', next_hop_type: 'None' } } },
  },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: {
      azurerm_route_table: { t: { route: [{ address_prefix: '0.0.0.0/0', next_hop_type: 'VirtualAppliance' }] } },
    },
  },
];
