import type { Example } from '../model';

const eks = (ResourcesVpcConfig: unknown) => ({
  Cell: { Type: 'AWS::EKS::Cluster', Properties: { ResourcesVpcConfig } },
});
const group = (source: Record<string, unknown>) => ({
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: [{ IpProtocol: 'tcp', ...source }] } },
});
const aks = (properties: Record<string, unknown>) => ({ azurerm_kubernetes_cluster: { cell: properties } });
const rule = (properties: Record<string, unknown>) => ({
  azurerm_network_security_rule: { r: { direction: 'Inbound', access: 'Allow', ...properties } },
});

export const examples: readonly Example[] = [
  { cloud: 'aws', expect: 'fail', resources: eks({ SubnetIds: ['a', 'b'] }) },
  { cloud: 'aws', expect: 'pass', resources: eks({ EndpointPublicAccess: false, EndpointPrivateAccess: true }) },
  { cloud: 'aws', expect: 'not-checked', resources: eks({ EndpointPublicAccess: { 'Fn::ImportValue': 'x' } }) },
  // A public endpoint for a few is a public endpoint.
  { cloud: 'aws', expect: 'fail', resources: eks({ PublicAccessCidrs: ['203.0.113.0/24'] }) },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Cell: { Type: 'Custom::AWSCDK-EKS-Cluster', Properties: { Config: { resourcesVpcConfig: {} } } } },
  },
  { cloud: 'aws', expect: 'not-checked', resources: group({ SourcePrefixListId: 'pl-1' }) },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      ...group({ SourcePrefixListId: { Ref: 'Everyone' } }),
      Everyone: { Type: 'AWS::EC2::PrefixList', Properties: { Entries: [{ Cidr: '10.0.0.0/8' }, { Cidr: '::/0' }] } },
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Find: { Type: 'AWS::OpenSearchService::Domain', Properties: { VPCOptions: {} } } },
  },
  { cloud: 'aws', expect: 'fail', resources: { Files: { Type: 'AWS::Transfer::Server' } } },
  { cloud: 'aws', expect: 'fail', resources: { Lb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' } } },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: { Lb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: 'internal' } } },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { PubliclyAccessible: true } } },
  },
  { cloud: 'aws', expect: 'not-checked', resources: { Db: { Type: 'AWS::RDS::DBInstance' } } },
  { cloud: 'aws', expect: 'fail', resources: group({ CidrIp: '0.0.0.0/0' }) },
  { cloud: 'aws', expect: 'fail', resources: group({ CidrIpv6: '::/0' }) },
  { cloud: 'aws', expect: 'pass', resources: group({ CidrIp: '10.0.0.0/8' }) },
  { cloud: 'aws', expect: 'pass', resources: group({ SourceSecurityGroupId: 'sg-1' }) },
  // Egress to anyone is the egress check's matter.
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0' }] } },
    },
  },

  { cloud: 'azure', expect: 'fail', resources: aks({ name: 'cell' }) },
  { cloud: 'azure', expect: 'pass', resources: aks({ private_cluster_enabled: true }) },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: aks({ private_cluster_enabled: true, private_cluster_public_fqdn_enabled: true }),
  },
  { cloud: 'azure', expect: 'fail', resources: rule({ source_address_prefix: '*' }) },
  { cloud: 'azure', expect: 'fail', resources: rule({ source_address_prefixes: ['10.0.0.0/8', 'Internet'] }) },
  { cloud: 'azure', expect: 'pass', resources: rule({ source_address_prefix: 'VirtualNetwork' }) },
  { cloud: 'azure', expect: 'pass', resources: rule({ access: 'Deny', source_address_prefix: '*' }) },
  { cloud: 'azure', expect: 'not-applicable', resources: rule({ direction: 'Outbound', source_address_prefix: '*' }) },
  { cloud: 'azure', expect: 'fail', resources: rule({ source_address_prefix: 'AzureCloud' }) },
  { cloud: 'azure', expect: 'fail', resources: rule({ source_address_prefixes: ['${var.office}', '*'] }) },
  { cloud: 'azure', expect: 'not-checked', resources: rule({ source_address_prefix: '${var.office}' }) },
  { cloud: 'azure', expect: 'not-checked', resources: rule({ access: '${var.access}', source_address_prefix: '*' }) },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: {
      azurerm_mssql_firewall_rule: { all: { start_ip_address: '0.0.0.0', end_ip_address: '0.0.0.0' } },
    },
  },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_container_group: { jobs: { name: 'jobs' } } } },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_bastion_host: { b: { ip_configuration: { subnet_id: 's', public_ip_address_id: 'p' } } } },
  },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_bastion_host: { b: { ip_configuration: { public_ip_address_id: '${var.address}' } } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_bastion_host: { b: { ip_configuration: { subnet_id: 's' } } } },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_bastion_host: { b: { ip_configuration: { subnet_id: 's' }, shareable_link_enabled: true } } },
  },
  // The vendor's shared Bastion, which a developer's tier uses.
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_bastion_host: { b: { sku: 'Developer', virtual_network_id: 'n' } } },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: {
      azurerm_virtual_network_gateway: {
        g: { type: 'Vpn', vpn_client_configuration: { address_space: ['10.9.0.0/24'] } },
      },
    },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_virtual_network_gateway: { g: { type: 'Vpn', ip_configuration: [{ public_ip_address_id: 'p' }] } },
    },
  },
  { cloud: 'azure', expect: 'pass', resources: { azurerm_virtual_network_gateway: { g: { type: 'ExpressRoute' } } } },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_virtual_network_gateway: { g: { type: '${var.kind}' } } },
  },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_lb: { lb: { frontend_ip_configuration: { public_ip_address_id: '${var.address}' } } } },
  },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_cognitive_account: { gpt: { name: 'gpt' } } } },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_cognitive_account: { gpt: { public_network_access_enabled: false } } },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_lb: { lb: { frontend_ip_configuration: [{ public_ip_address_id: 'x' }] } } },
  },
];
