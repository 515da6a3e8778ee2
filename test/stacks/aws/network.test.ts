import { Match, type Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
const cell = templates['mumbai-a'] as Template;

describe('network', () => {
  test('names resolve inside, and no IPv6 address is given', () => {
    cell.hasResourceProperties('AWS::EC2::VPC', { EnableDnsSupport: true, EnableDnsHostnames: true });
    cell.allResourcesProperties('AWS::EC2::Subnet', { AssignIpv6AddressOnCreation: false });
  });

  test('there is no gateway to the internet and no address of it', () => {
    for (const type of [
      'InternetGateway',
      'NatGateway',
      'EgressOnlyInternetGateway',
      'EIP',
      'Route',
      'VPCPeeringConnection',
      'VPNGateway',
      'TransitGatewayAttachment',
    ])
      cell.resourceCountIs(`AWS::EC2::${type}`, 0);
    cell.allResourcesProperties('AWS::EC2::Subnet', {
      MapPublicIpOnLaunch: false,
      AvailabilityZoneId: Match.stringLikeRegexp('^aps1-az[123]$'),
    });
  });

  test('every subnet follows the one private route table, which the S3 gateway serves', () => {
    cell.resourceCountIs('AWS::EC2::RouteTable', 1);
    cell.resourceCountIs('AWS::EC2::SubnetRouteTableAssociation', plan.aws?.cells[0]?.subnets.length ?? 0);
    cell.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.ap-south-1.s3',
      RouteTableIds: [{ Ref: Match.stringLikeRegexp('^NetworkRoutes') }],
    });
  });

  test('endpoints are those of the plan, with private names and a policy that pins the account', () => {
    const endpoints = Object.values(cell.findResources('AWS::EC2::VPCEndpoint')).map(({ Properties }) => Properties);
    expect(endpoints.map(({ ServiceName }) => ServiceName.split('ap-south-1.')[1]).sort()).toEqual(
      plan.aws?.cells[0]?.endpoints.map(({ service }) => service),
    );
    for (const { VpcEndpointType, PrivateDnsEnabled, PolicyDocument, Tags } of endpoints) {
      if (VpcEndpointType === 'Interface') expect(PrivateDnsEnabled).toBe(true);
      expect(Tags).toContainEqual({ Key: 'sovereign:reason', Value: expect.stringMatching(/\w/) });
      for (const statement of PolicyDocument.Statement)
        if (statement.Resource === '*')
          expect(statement.Condition.StringEquals['aws:PrincipalAccount']).toEqual({ Ref: 'AWS::AccountId' });
    }
  });

  test('nodes can still boot: the vendor buckets and the EKS registry are let through', () => {
    const policy = (service: string) =>
      Object.values(
        cell.findResources('AWS::EC2::VPCEndpoint', {
          Properties: { ServiceName: `com.amazonaws.ap-south-1.${service}` },
        }),
      )[0]?.['Properties'].PolicyDocument.Statement;
    expect(JSON.stringify(policy('s3'))).toContain('prod-ap-south-1-starport-layer-bucket/*');
    expect(JSON.stringify(policy('s3'))).toContain('al2023-repos-ap-south-1-de612dc2/*');
    expect(policy('ecr.dkr')).toContainEqual(
      expect.objectContaining({
        Condition: { StringEquals: expect.objectContaining({ 'aws:ResourceAccount': '602401143452' }) },
        Action: expect.arrayContaining(['ecr:BatchGetImage']),
      }),
    );
  });

  test('interface endpoints take HTTPS from nodes and let nothing out', () => {
    const [group] = Object.values(
      cell.findResources('AWS::EC2::SecurityGroup', {
        Properties: { GroupDescription: Match.stringLikeRegexp('^Interface endpoints') },
      }),
    );
    const nodes = plan.aws?.cells[0]?.subnets
      .filter(({ tier }) => tier === 'system' || tier === 'pool')
      .map(({ cidr }) => cidr);
    expect(
      group?.['Properties'].SecurityGroupIngress.map(({ CidrIp, FromPort, ToPort }: Record<string, unknown>) => [
        CidrIp,
        FromPort,
        ToPort,
      ]),
    ).toEqual(nodes?.map((cidr) => [cidr, 443, 443]));
    expect(group?.['Properties'].SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '127.0.0.1/32' })]);
  });

  test('all traffic is logged to the archive', () => {
    cell.hasResourceProperties('AWS::EC2::FlowLog', {
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: { 'Fn::Sub': Match.stringLikeRegexp('sovereign-in-archive') },
    });
  });

  test('behind a firewall there is one way out, through the transit gateway', () => {
    const text = awsOnly(
      'in',
      ['egress: isolated ', 'egress: firewall '],
      ['  network: 10.64.0.0/12', '  firewall: { transitGateway: tgw-0a1b2c3d4e5f67890 }\n  network: 10.64.0.0/12'],
    );
    const firewalled = awsTemplates(planOf(text))['mumbai-a'] as Template;
    firewalled.resourceCountIs('AWS::EC2::Route', 1);
    firewalled.hasResourceProperties('AWS::EC2::Route', {
      DestinationCidrBlock: '0.0.0.0/0',
      TransitGatewayId: 'tgw-0a1b2c3d4e5f67890',
    });
    firewalled.resourceCountIs('AWS::EC2::InternetGateway', 0);
  });
});
