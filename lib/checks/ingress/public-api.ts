import type { Check, Example } from '../model';
import { AWS } from './public-api-aws';
import { AZURE } from './public-api-azure';

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

const examples: readonly Example[] = [
  { cloud: 'aws', expect: 'fail', resources: eks({ SubnetIds: ['a', 'b'] }) },
  { cloud: 'aws', expect: 'pass', resources: eks({ EndpointPublicAccess: false, EndpointPrivateAccess: true }) },
  { cloud: 'aws', expect: 'not-checked', resources: eks({ EndpointPublicAccess: { 'Fn::ImportValue': 'x' } }) },
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

export const publicApi: Check = {
  id: 'ingress/public-api',
  invariant: 'ingress',
  severity: 'critical',
  proves: 'no API, load balancer, database or network rule answers the internet',
  remedy: 'serve it inside the network only: private endpoint, internal scheme, named sources',
  clauses: [
    'NIST SP 800-53r5 SC-7',
    'NIST SP 800-53r5 SC-7(5)',
    'ISO/IEC 27001:2022 Annex A A.8.20',
    'CSA CCM v4.0 IVS-09',
    'NIST CSF 2.0 PR.IR-01',
  ],
  types: { aws: Object.keys(AWS), azure: Object.keys(AZURE) },
  judge: (resource, context) => (resource.cloud === 'aws' ? AWS : AZURE)[resource.type]?.(resource, context) ?? [],
  examples,
};
