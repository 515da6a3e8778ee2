import { Template } from 'aws-cdk-lib/assertions';
import { SovereignNetwork } from '../../../constructs/aws';
import { blank } from '../../support/constructs';

describe('SovereignNetwork', () => {
  const props = {
    name: 'cell',
    cidr: '10.0.0.0/16',
    flowLogBucket: 'archive',
    subnets: [
      { name: 'control-a', tier: 'control', zone: 'use1-az1', cidr: '10.0.0.0/26' },
      { name: 'endpoints-a', tier: 'endpoints', zone: 'use1-az1', cidr: '10.0.1.0/26' },
      { name: 'pool-a', tier: 'pool', zone: 'use1-az1', cidr: '10.0.2.0/24' },
    ],
  } as const;

  test('is closed by default', () => {
    const stack = blank('us-east-1');
    new SovereignNetwork(stack, 'Network', props);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::Route', 0);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 7);
  });

  test('says which subnets it has when asked for another', () => {
    const network = new SovereignNetwork(blank('us-east-1'), 'Network', props);
    expect(() => network.subnet('pool-b')).toThrow('No subnet pool-b; this network has control-a, endpoints-a, pool-a');
  });
});
