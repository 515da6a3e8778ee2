/** Nothing answers the internet, and nothing leads to it: where a default is public, leaving it out is denied too. */
import { administrators, deployment, deploymentIn, unless, within } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

/** What an inspection network is made of, and nothing else may have. */
const GATEWAYS = [
  'ec2:AllocateAddress',
  'ec2:AttachInternetGateway',
  'ec2:CreateInternetGateway',
  'ec2:CreateNatGateway',
];

/** What would lead past the firewalls, or stand beyond them. */
const WAY_OUT = [
  'ec2:AssociateRouteTable',
  'ec2:CreateNetworkInterface',
  'ec2:CreateRoute',
  'ec2:ReplaceRoute',
  'ec2:ReplaceRouteTableAssociation',
  'ec2:RunInstances',
  'network-firewall:AssociateFirewallPolicy',
  'network-firewall:Delete*',
  'network-firewall:DisassociateSubnets',
  'network-firewall:Update*',
];

/** What leads to operators, and what keeps names from leading out: made by the stacks, changed by nobody else. */
const PATHS_AND_NAMES = [
  'directconnect:ConfirmPrivateVirtualInterface',
  'directconnect:CreateDirectConnectGatewayAssociation',
  'directconnect:CreateDirectConnectGatewayAssociationProposal',
  'ec2:AttachVpnGateway',
  'ec2:CreateTransitGatewayVpcAttachment',
  'ec2:CreateVpnConnection',
  'ec2:ModifyVpnConnection',
  'route53resolver:CreateFirewallRule',
  'route53resolver:DeleteFirewall*',
  'route53resolver:DisassociateFirewallRuleGroup',
  'route53resolver:ImportFirewallDomains',
  'route53resolver:UpdateFirewall*',
];

export function exposure(context: GuardrailContext): GuardrailStatement[] {
  const { gateways } = context;
  return [
    {
      // Where the operator inspects, too: those gateways stand in an account that the policies are not attached to.
      Sid: 'NoGatewayToTheInternet',
      Effect: 'Deny',
      Action: GATEWAYS,
      Resource: '*',
      ...(gateways ? { Condition: unless(deploymentIn(context, gateways)) } : {}),
    },
    // Past its firewall, the inspection network leads anywhere: its routes and rules are those of the template.
    ...(gateways
      ? [
          {
            Sid: 'WayOutIsDeployed',
            Effect: 'Deny' as const,
            Action: WAY_OUT,
            Resource: '*',
            Condition: { ...within(context, gateways), ...unless(deployment(context)) },
          },
        ]
      : []),
    {
      Sid: 'PathsAndNamesAreDeployed',
      Effect: 'Deny',
      Action: PATHS_AND_NAMES,
      Resource: '*',
      Condition: unless(deployment(context)),
    },
    {
      Sid: 'NoOtherPathToTheInternet',
      Effect: 'Deny',
      Action: [
        'ec2:AcceptTransitGatewayPeeringAttachment',
        'ec2:AcceptVpcPeeringConnection',
        'ec2:AssociateAddress',
        'ec2:CreateCarrierGateway',
        'ec2:CreateClientVpnEndpoint',
        'ec2:CreateDefaultVpc',
        'ec2:CreateEgressOnlyInternetGateway',
        // Both let the internet in without a gateway.
        'ec2:CreateInstanceConnectEndpoint',
        'ec2:CreateTransitGatewayPeeringAttachment',
        'ec2:CreateVerifiedAccessEndpoint',
        'ec2:CreateVpcPeeringConnection',
        'lambda:CreateFunctionUrlConfig',
        'lambda:UpdateFunctionUrlConfig',
        'lightsail:*',
        // Endpoints and endpoint services that reach into another region.
        'vpce:AllowMultiRegion',
      ],
      Resource: '*',
    },
    {
      // An endpoint of somebody else's service leads out of an isolated network. Where no owner is said, it is not the vendor.
      Sid: 'EndpointsLeadToTheVendor',
      Effect: 'Deny',
      Action: 'ec2:CreateVpcEndpoint',
      Resource: `arn:${context.partition}:ec2:*:*:vpc-endpoint/*`,
      Condition: { StringNotEquals: { 'ec2:VpceServiceOwner': 'amazon' }, ...unless(administrators(context)) },
    },
    {
      Sid: 'NoPublicAddress',
      Effect: 'Deny',
      Action: 'ec2:RunInstances',
      Resource: `arn:${context.partition}:ec2:*:*:network-interface/*`,
      Condition: { Bool: { 'ec2:AssociatePublicIpAddress': 'true' } },
    },
    {
      Sid: 'LoadBalancersAreInternal',
      Effect: 'Deny',
      Action: 'elasticloadbalancing:CreateLoadBalancer',
      Resource: '*',
      Condition: { StringNotEquals: { 'elasticloadbalancing:Scheme': 'internal' } },
    },
    {
      Sid: 'ClustersAreMadePrivate',
      Effect: 'Deny',
      Action: 'eks:CreateCluster',
      Resource: '*',
      Condition: { BoolIfExists: { 'eks:endpointPublicAccess': 'true' } },
    },
    {
      Sid: 'ClustersStayPrivate',
      Effect: 'Deny',
      Action: 'eks:UpdateClusterConfig',
      Resource: '*',
      Condition: { Bool: { 'eks:endpointPublicAccess': 'true' } },
    },
    {
      Sid: 'ControlPlanesLeaveThroughTheNetwork',
      Effect: 'Deny',
      Action: 'eks:CreateCluster',
      Resource: '*',
      Condition: { StringNotEquals: { 'eks:controlPlaneEgressMode': 'CUSTOMER_ROUTED' } },
    },
    {
      Sid: 'DatabasesArePrivate',
      Effect: 'Deny',
      // `rds:ModifyDBInstance` says nothing of it; a network without a gateway holds it.
      Action: [
        'rds:CreateDBInstance',
        'rds:CreateDBInstanceReadReplica',
        'rds:CreateDBShardGroup',
        'rds:RestoreDBInstanceFromDBSnapshot',
        'rds:RestoreDBInstanceFromS3',
        'rds:RestoreDBInstanceToPointInTime',
      ],
      Resource: '*',
      Condition: { Bool: { 'rds:PubliclyAccessible': 'true' } },
    },
    {
      Sid: 'BucketsStayClosed',
      Effect: 'Deny',
      Action: [
        's3:PutAccountPublicAccessBlock',
        's3:PutBucketAcl',
        's3:PutBucketOwnershipControls',
        's3:PutBucketPublicAccessBlock',
      ],
      Resource: '*',
      Condition: unless(deployment(context)),
    },
  ];
}
