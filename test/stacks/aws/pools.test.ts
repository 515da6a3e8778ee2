import { Match, type Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
const cell = templates['mumbai-a'] as Template;

describe('GPU pools', () => {
  const templatesOf = (stack: Template) =>
    Object.values(stack.findResources('AWS::EC2::LaunchTemplate')).map(
      ({ Properties }) => Properties.LaunchTemplateData,
    );

  test('IMDSv2 at one hop, encrypted root volume, no subnet, no public address', () => {
    for (const data of templatesOf(cell)) {
      expect(data.MetadataOptions).toEqual({
        HttpEndpoint: 'enabled',
        HttpProtocolIpv6: 'disabled',
        HttpPutResponseHopLimit: 1,
        HttpTokens: 'required',
        InstanceMetadataTags: 'disabled',
      });
      expect(data.EbsOptimized).toBe(true);
      expect(data.TagSpecifications.map(({ ResourceType }: { ResourceType: string }) => ResourceType)).toEqual([
        'instance',
        'network-interface',
        'volume',
      ]);
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
    cell.resourcePropertiesCountIs('AWS::EC2::PlacementGroup', { Strategy: 'cluster' }, 1);
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
