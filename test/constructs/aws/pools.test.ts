import { Match, Template } from 'aws-cdk-lib/assertions';
import { GpuPool, SystemPool } from '../../../constructs/aws';
import { aws } from '../../../lib/catalogue';
import { blank, keyArn } from '../../support/constructs';

describe('GpuPool', () => {
  const props = {
    name: 'train',
    clusterName: 'c',
    nodeRoleArn: 'arn:aws:iam::111122223333:role/node',
    subnetId: 'subnet-1',
    nodes: { min: 0, max: 2 },
    clusterGroupId: 'sg-1',
    volumesKeyArn: keyArn,
  };

  test.each([
    [{ instance: 'x9.huge', efaGroupId: 'sg-2' }, /No network cards are known for x9.huge/],
    [{ instance: 'p5en.48xlarg', efaGroupId: 'sg-2' }, /for p5en.48xlarg; did you mean p5en.48xlarge\?/],
    [{ instance: 'p6e-gb200.36xlarge', efaGroupId: 'sg-2' }, /not sold as on-demand, only as capacity-block/],
    [
      { instance: 'g6.xlarge', capacity: { kind: 'block', id: 'cr-1' } as const },
      /g6.xlarge is not sold as capacity-block/,
    ],
    [{ instance: 'p5.48xlarge' }, /give efaGroupId/],
    [
      {
        instance: 'p5.48xlarge',
        efaGroupId: 'sg-2',
        placementGroup: true,
        capacity: { kind: 'block', id: 'cr-1' } as const,
      },
      /legal for on-demand capacity only/,
    ],
    [
      {
        instance: 'p6e-gb200.36xlarge',
        efaGroupId: 'sg-2',
        placementGroup: true,
        capacity: { kind: 'block', id: 'cr-1' } as const,
      },
      /takes no cluster placement group/,
    ],
  ])('refuses %j', (extra, message) => {
    expect(() => new GpuPool(blank(), 'Pool', { ...props, ...extra })).toThrow(message);
  });

  test('a type without EFA needs no group for it', () => {
    const stack = blank();
    new GpuPool(stack, 'Pool', { ...props, instance: 'g6.xlarge' });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({
        NetworkInterfaces: [Match.objectLike({ InterfaceType: 'interface', Groups: ['sg-1'] })],
      }),
    });
  });

  const dataOf = (extra: Partial<ConstructorParameters<typeof GpuPool>[2]> & { instance: string }) => {
    const stack = blank();
    new GpuPool(stack, 'Pool', { ...props, efaGroupId: 'sg-2', ...extra });
    const template = Template.fromStack(stack);
    const properties = (type: string) => Object.values(template.findResources(type))[0]?.['Properties'];
    return {
      data: properties('AWS::EC2::LaunchTemplate').LaunchTemplateData,
      group: properties('AWS::EKS::Nodegroup'),
    };
  };
  /** How a type is bought where it is not sold on demand. */
  const bought = (instance: string) =>
    aws.instances[instance]?.purchase.includes('on-demand') ? {} : { capacity: { kind: 'block', id: 'cr-1' } as const };

  /** As the vendor states it, by hand: card/device of every interface, `ena` for the one with an address. */
  const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const zeroAnd = (cards: number[]): string[] => ['0/0 ena', '0/1', ...cards.map((card) => `${card}/0`)];
  const LAYOUTS: Record<string, string[]> = {
    'p4d.24xlarge': zeroAnd(range(1, 3)),
    'p4de.24xlarge': zeroAnd(range(1, 3)),
    'p5.4xlarge': zeroAnd([]),
    'p5.48xlarge': zeroAnd(range(1, 31)),
    'p5e.48xlarge': zeroAnd(range(1, 31)),
    'p5en.48xlarge': zeroAnd(range(1, 15)),
    'p6-b200.48xlarge': zeroAnd(range(1, 7)),
    'p6-b300.48xlarge': ['0/0 ena', ...range(1, 16).map((card) => `${card}/0`)],
    'p6e-gb200.36xlarge': ['0/0 ena', '1/0', '5/0', '9/0', '13/0'],
    'g6e.24xlarge': zeroAnd([1]),
    'g6e.48xlarge': zeroAnd(range(1, 3)),
    'g7e.24xlarge': zeroAnd([1]),
    'g7e.48xlarge': zeroAnd(range(1, 3)),
  };
  /** Types of one card, which carries EFA. */
  const ONE_CARD = [
    ...[8, 12, 16].flatMap((size) => [
      `g4dn.${size}xlarge`,
      `g5.${size}xlarge`,
      `g6.${size}xlarge`,
      `g6e.${size}xlarge`,
    ]),
    ...[
      'g4dn.metal',
      'g5.24xlarge',
      'g5.48xlarge',
      'g6.24xlarge',
      'g6.48xlarge',
      'g7e.8xlarge',
      'g7e.12xlarge',
      'gr6.8xlarge',
    ],
  ];

  test.each([...Object.entries(LAYOUTS), ...ONE_CARD.map((type): [string, string[]] => [type, zeroAnd([])])])(
    '%s has its interfaces where its cards are',
    (instance, layout) => {
      const { data } = dataOf({ instance, ...bought(instance) });
      const nics: { NetworkCardIndex: number; DeviceIndex: number; InterfaceType: string; Groups: string[] }[] =
        data.NetworkInterfaces;
      expect(
        nics.map(
          (nic) => `${nic.NetworkCardIndex}/${nic.DeviceIndex}${nic.InterfaceType === 'interface' ? ' ena' : ''}`,
        ),
      ).toEqual(layout);
      for (const { InterfaceType, Groups } of nics)
        expect(Groups).toEqual(InterfaceType === 'interface' ? ['sg-1', 'sg-2'] : ['sg-2']);
    },
  );

  test('every type with EFA is in the table above', () => {
    const efa = Object.entries(aws.instances)
      .filter(([, { efaCards }]) => efaCards.length > 0)
      .map(([type]) => type);
    expect(efa.sort()).toEqual([...Object.keys(LAYOUTS), ...ONE_CARD].sort());
  });

  test('an Arm type starts from an Arm image, an x86 type from an x86 one', () => {
    expect(dataOf({ instance: 'p6e-gb200.36xlarge', ...bought('p6e-gb200.36xlarge') }).group.AmiType).toBe(
      'AL2023_ARM_64_NVIDIA',
    );
    expect(dataOf({ instance: 'p5.48xlarge' }).group.AmiType).toBe('AL2023_x86_64_NVIDIA');
  });

  test('local disks are joined where a type has them, unless told not to', () => {
    const { UserData } = dataOf({ instance: 'p5.48xlarge' }).data;
    expect(UserData['Fn::Base64']).toMatch(
      /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="node"\n\n--node\nContent-Type: application\/node\.eks\.aws\n\napiVersion: node\.eks\.aws\/v1alpha1\nkind: NodeConfig\n[\s\S]*strategy: RAID0\n\n--node--\n$/,
    );
    expect(dataOf({ instance: 'p5.48xlarge', localDisks: false }).data.UserData).toBeUndefined();
  });

  test('each way to buy has its own parts and none of the others', () => {
    const parts = (capacity?: ConstructorParameters<typeof GpuPool>[2]['capacity'], placementGroup = false) => {
      const { data, group } = dataOf({ instance: 'p5.48xlarge', capacity, placementGroup });
      return {
        type: group.CapacityType,
        market: data.InstanceMarketOptions,
        target: data.CapacityReservationSpecification?.CapacityReservationTarget,
        placement: data.Placement,
      };
    };
    const target = { CapacityReservationId: 'cr-1' };
    expect(parts(undefined, true)).toEqual({
      type: 'ON_DEMAND',
      placement: { GroupName: { Ref: expect.any(String) } },
    });
    expect(parts({ kind: 'reservation', id: 'cr-1' })).toEqual({ type: 'ON_DEMAND', target });
    expect(parts({ kind: 'block', id: 'cr-1' })).toEqual({
      type: 'CAPACITY_BLOCK',
      market: { MarketType: 'capacity-block' },
      target,
    });
  });

  test('an update takes a node away before it adds one', () => {
    expect(dataOf({ instance: 'p5.48xlarge' }).group.UpdateConfig).toEqual({
      MaxUnavailable: 1,
      UpdateStrategy: 'MINIMAL',
    });
  });
});

test('system nodes are tainted by nothing: what asks for no GPU runs there', () => {
  const stack = blank();
  new SystemPool(stack, 'System', {
    name: 'system',
    clusterName: 'c',
    nodeRoleArn: 'arn:aws:iam::111122223333:role/node',
    subnetIds: ['subnet-1', 'subnet-2'],
    instances: ['m7i.xlarge'],
    nodes: { min: 2, max: 6 },
    volumesKeyArn: keyArn,
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EKS::Nodegroup', {
    Taints: Match.absent(),
    Labels: { 'sovereign/pool': 'system' },
    AmiType: 'AL2023_x86_64_STANDARD',
    Subnets: ['subnet-1', 'subnet-2'],
    NodeRepairConfig: { Enabled: true },
    ScalingConfig: { MinSize: 2, MaxSize: 6, DesiredSize: 2 },
  });
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: Match.objectLike({ UserData: Match.absent(), NetworkInterfaces: Match.absent() }),
  });
});
