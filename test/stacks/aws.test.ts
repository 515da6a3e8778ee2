import { Match, type Template } from 'aws-cdk-lib/assertions';
import { aws } from '../../lib/catalogue';
import { awsOnly, awsTemplates, planOf } from '../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
const cell = templates['mumbai-a'] as Template;
const all = Object.entries(templates);

describe('every stack', () => {
  test.each(all)('%s has nothing that leaves the region, the template or the reviewer in doubt', (_, template) => {
    const json = template.toJSON();
    const types = Object.values<{ Type: string }>(json.Resources).map(({ Type }) => Type);
    expect(
      types.filter((type) => /^(Custom::|AWS::CloudFormation::CustomResource|AWS::Lambda|AWS::CDK)/.test(type)),
    ).toEqual([]);
    expect(json.Outputs).toBeUndefined();
    expect(JSON.stringify(json)).not.toMatch(/Fn::ImportValue|AssetParameters|cdk-hnb659fds/);
    expect(json.Description).toMatch(/^India: /);
    expect(types.length).toBeLessThan(250);
  });

  test.each(all)('%s keeps what holds state when it goes', (_, template) => {
    const json = template.toJSON();
    for (const [id, resource] of Object.entries<{
      Type: string;
      DeletionPolicy?: string;
      UpdateReplacePolicy?: string;
    }>(json.Resources))
      if (['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'].includes(resource.Type))
        expect({ id, keep: [resource.DeletionPolicy, resource.UpdateReplacePolicy] }).toEqual({
          id,
          keep: ['RetainExceptOnCreate', 'Retain'],
        });
  });

  test('every region of the catalogue gets only types it has', () => {
    const used = new Set(
      all.flatMap(([, template]) =>
        Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type),
      ),
    );
    expect([...used].flatMap((type) => (aws.absentTypes[type] ?? []).map((region) => `${type} in ${region}`))).toEqual(
      [],
    );
  });
});

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

describe('cluster', () => {
  test('is private, has no standing administrator and wraps its secrets', () => {
    cell.hasResourceProperties('AWS::EKS::Cluster', {
      ResourcesVpcConfig: Match.objectLike({
        EndpointPublicAccess: false,
        EndpointPrivateAccess: true,
        ControlPlaneEgressMode: 'CUSTOMER_ROUTED',
      }),
      AccessConfig: { AuthenticationMode: 'API', BootstrapClusterCreatorAdminPermissions: false },
      BootstrapSelfManagedAddons: false,
      DeletionProtection: true,
      EncryptionConfig: [
        {
          Provider: { KeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyCluster'), 'Arn'] } },
          Resources: ['secrets'],
        },
      ],
      Logging: {
        ClusterLogging: {
          EnabledTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].map((Type) => ({ Type })),
        },
      },
    });
  });

  test('its log group is made before it, under the country key, for as long as the law says', () => {
    const [id] = Object.keys(cell.findResources('AWS::Logs::LogGroup'));
    cell.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/eks/sovereign-in-mumbai-a/cluster',
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyLogs'), 'Arn'] },
    });
    cell.hasResource('AWS::EKS::Cluster', { DependsOn: [id] });
  });

  test('nodes wait for what lets them boot and join', () => {
    for (const group of Object.values(cell.findResources('AWS::EKS::Nodegroup')))
      expect(group['DependsOn'].filter((id: string) => /Endpoint|VpcCni|KubeProxy|PodIdentity/.test(id))).toHaveLength(
        (plan.aws?.cells[0]?.endpoints.length ?? 0) + 3,
      );
    cell.hasResource('AWS::EKS::Addon', {
      Properties: Match.objectLike({ AddonName: 'coredns' }),
      DependsOn: [Match.stringLikeRegexp('^SystemNodegroup')],
    });
  });

  test('the CNI gives nodes prefixes, so that addresses last', () => {
    const [cni] = Object.values(cell.findResources('AWS::EKS::Addon', { Properties: { AddonName: 'vpc-cni' } }));
    expect(JSON.parse(cni?.['Properties'].ConfigurationValues)).toEqual({
      env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' },
    });
  });

  test('node roles have no inline policy and no wildcard of their own', () => {
    for (const role of Object.values(cell.findResources('AWS::IAM::Role')))
      expect(role['Properties'].Policies).toBeUndefined();
  });
});

describe('GPU pools', () => {
  const templatesOf = (stack: Template) =>
    Object.values(stack.findResources('AWS::EC2::LaunchTemplate')).map(
      ({ Properties }) => Properties.LaunchTemplateData,
    );

  test('IMDSv2 at one hop, encrypted root volume, no subnet, no public address', () => {
    for (const data of templatesOf(cell)) {
      expect(data.MetadataOptions).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 });
      expect(data.BlockDeviceMappings).toEqual([
        expect.objectContaining({
          Ebs: expect.objectContaining({
            Encrypted: true,
            KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^KeyVolumes/), 'Arn'] },
          }),
        }),
      ]);
      expect(data.SecurityGroupIds).toBeUndefined();
      for (const nic of data.NetworkInterfaces ?? []) {
        expect(nic).toMatchObject({ DeleteOnTermination: true });
        expect(nic.SubnetId).toBeUndefined();
        if (nic.InterfaceType === 'interface') expect(nic.AssociatePublicIpAddress).toBe(false);
      }
    }
  });

  test('a Capacity Block has its market, its reservation and its type in the template, and no placement group', () => {
    const train = templatesOf(cell).find(({ InstanceType }) => InstanceType === 'p5en.48xlarge');
    expect(train).toMatchObject({
      InstanceMarketOptions: { MarketType: 'capacity-block' },
      CapacityReservationSpecification: {
        CapacityReservationTarget: { CapacityReservationId: 'cr-0a1b2c3d4e5f67890' },
      },
    });
    expect(train.Placement).toBeUndefined();
    expect(train.NetworkInterfaces).toHaveLength(17);
    cell.hasResourceProperties('AWS::EKS::Nodegroup', {
      CapacityType: 'CAPACITY_BLOCK',
      AmiType: 'AL2023_x86_64_NVIDIA',
    });
  });

  test('a targeted reservation has its target and no market', () => {
    const reserved = templatesOf(
      awsTemplates(planOf(awsOnly('in', ['{ block: cr-', '{ reservation: cr-'])))['mumbai-a'] as Template,
    ).find(({ InstanceType }) => InstanceType === 'p5en.48xlarge');
    expect(reserved.CapacityReservationSpecification).toBeDefined();
    expect(reserved.InstanceMarketOptions).toBeUndefined();
  });

  test('on demand has neither, and one placement group', () => {
    const serve = templatesOf(cell).find(({ InstanceType }) => InstanceType === 'g6e.12xlarge');
    expect(serve.InstanceMarketOptions).toBeUndefined();
    expect(serve.CapacityReservationSpecification).toBeUndefined();
    expect(serve.Placement).toEqual({ GroupName: { Ref: expect.stringMatching(/^PoolservePlacement/) } });
    cell.resourceCountIs('AWS::EC2::PlacementGroup', 1);
  });

  test('broken nodes are replaced, and volumes go with their node', () => {
    cell.allResourcesProperties('AWS::EKS::Nodegroup', { NodeRepairConfig: { Enabled: true } });
    for (const data of templatesOf(cell)) expect(data.BlockDeviceMappings[0].Ebs.DeleteOnTermination).toBe(true);
  });

  test('each stands in one subnet, tainted for GPU work', () => {
    cell.resourcePropertiesCountIs(
      'AWS::EKS::Nodegroup',
      { Labels: Match.objectLike({ 'sovereign/gpu': 'true' }) },
      plan.aws?.cells[0]?.pools.length ?? 0,
    );
    for (const { Properties } of Object.values(
      cell.findResources('AWS::EKS::Nodegroup', { Properties: { Labels: { 'sovereign/gpu': 'true' } } }),
    )) {
      expect(Properties.Subnets).toHaveLength(1);
      expect(Properties.Taints).toEqual([{ Key: 'nvidia.com/gpu', Value: 'true', Effect: 'NO_SCHEDULE' }]);
    }
  });

  test('EFA talks to itself, in and out, and to nothing else', () => {
    for (const type of ['Ingress', 'Egress'])
      cell.hasResourceProperties(`AWS::EC2::SecurityGroup${type}`, {
        IpProtocol: '-1',
        [type === 'Ingress' ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId']: {
          'Fn::GetAtt': [Match.stringLikeRegexp('^NetworkEfaGroup'), 'GroupId'],
        },
      });
  });
});

describe('custody', () => {
  const external = awsTemplates(planOf(awsOnly('in', ['custody: cmk', 'custody: external'])));

  test('keys that CloudFormation cannot make are parameters without default, pinned to the region', () => {
    for (const [name, region, count] of [
      ['mumbai-a', 'ap-south-1', 3],
      ['data', 'ap-south-1', 1],
      ['recovery', 'ap-south-2', 1],
      ['archive', 'ap-south-1', 1],
    ] as const) {
      const template = external[name] as Template;
      template.resourceCountIs('AWS::KMS::Key', 0);
      const parameters = Object.values(template.findParameters('*'));
      expect(parameters).toHaveLength(count);
      for (const parameter of parameters) {
        expect(parameter['Default']).toBeUndefined();
        expect(`arn:aws:kms:${region}:111122223333:key/12345678-90ab-cdef-1234-567890abcdef`).toMatch(
          new RegExp(parameter['AllowedPattern']),
        );
        expect('arn:aws:kms:eu-west-1:111122223333:key/12345678-90ab-cdef-1234-567890abcdef').not.toMatch(
          new RegExp(parameter['AllowedPattern']),
        );
        expect(`arn:aws:kms:${region}:111122223333:key/mrk-1234567890abcdef1234567890abcdef`).not.toMatch(
          new RegExp(parameter['AllowedPattern']),
        );
      }
    }
  });
});

describe('accounts', () => {
  test('archives name the accounts that deliver, or ask for those nobody named', () => {
    const named = awsTemplates(
      planOf(
        awsOnly(
          'in',
          [
            '  network: 10.64.0.0/12',
            '  accounts: { logArchive: "222222222222", data: "222222222222" }\n  network: 10.64.0.0/12',
          ],
          ['zone: aps1-az1', 'zone: aps1-az1\n      account: "333333333333"'],
        ),
      ),
    );
    expect(JSON.stringify((named['archive'] as Template).toJSON())).toContain('333333333333');
    expect(JSON.stringify((named['mumbai-a'] as Template).findResources('AWS::EC2::FlowLog'))).toContain(
      'sovereign-in-archive-222222222222',
    );
    const asked = awsTemplates(
      planOf(
        awsOnly('in', [
          '  network: 10.64.0.0/12',
          '  accounts: { logArchive: "222222222222" }\n  network: 10.64.0.0/12',
        ]),
      ),
    );
    expect((asked['archive'] as Template).findParameters('CellAccounts')).toEqual({
      CellAccounts: expect.objectContaining({ Type: 'CommaDelimitedList', AllowedPattern: '^[0-9]{12}$' }),
    });
  });
});
