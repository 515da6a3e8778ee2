import { Match, Template } from 'aws-cdk-lib/assertions';
import { GpuPool } from '../../../constructs/aws';
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
});
