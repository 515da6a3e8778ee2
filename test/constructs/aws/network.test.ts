import { Template } from 'aws-cdk-lib/assertions';
import { NameFirewall, podNetworking, SovereignNetwork } from '../../../constructs/aws';
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

  test('is closed by default: no route, seven endpoints, no bucket, and no name but those of the endpoints', () => {
    const stack = blank('us-east-1');
    const network = new SovereignNetwork(stack, 'Network', props);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::Route', 0);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 7);
    template.resourceCountIs('AWS::Route53Resolver::FirewallRuleGroupAssociation', 1);
    template.resourceCountIs('AWS::EC2::NetworkAcl', 0);
    template.resourceCountIs('AWS::EC2::VPCEncryptionControl', 0);
    const [s3] = Object.values(
      template.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Gateway' } }),
    );
    expect(s3?.['Properties'].PolicyDocument.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'NodesReadTheVendorsBootBuckets',
    ]);
    expect(network.podSubnets).toEqual([]);
    expect(network.efaGroupId).toBeUndefined();
  });

  test('interface endpoints without a subnet to stand in are refused; a gateway needs none', () => {
    const subnets = props.subnets.filter(({ tier }) => tier !== 'endpoints');
    expect(() => new SovereignNetwork(blank('us-east-1'), 'Network', { ...props, subnets })).toThrow(
      'cell has no subnet of tier endpoints for its interface endpoints',
    );
    const s3 = { service: 's3', type: 'Gateway', reasons: ['images'], actions: ['s3:GetObject'] } as const;
    expect(() => new SovereignNetwork(blank('us-east-1'), 'N', { ...props, subnets, endpoints: [s3] })).not.toThrow();
  });

  test('enforces encryption in transit with nothing left out, unless it is told of a private gateway', () => {
    const stack = blank('us-east-1');
    new SovereignNetwork(stack, 'Network', { ...props, encryption: 'enforce' });
    const [control] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEncryptionControl'));
    expect(control?.['Properties'].Mode).toBe('enforce');
    expect(Object.values(control?.['Properties'])).not.toContain('enable');
  });

  test('admits registries of other accounts, and images of any account where the vendor’s is not known', () => {
    const stack = blank('us-east-1');
    new SovereignNetwork(stack, 'Network', { ...props, reach: { registryAccounts: ['222222222222'] } });
    const [registry] = Object.values(
      Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint', {
        Properties: { ServiceName: 'com.amazonaws.us-east-1.ecr.dkr' },
      }),
    );
    const [own, images] = registry?.['Properties'].PolicyDocument.Statement ?? [];
    expect(own.Condition.StringEqualsIfExists).toEqual({
      'aws:ResourceAccount': [{ Ref: 'AWS::AccountId' }, '222222222222'],
    });
    expect(images.Condition.StringEquals).not.toHaveProperty('aws:ResourceAccount');
  });

  test('says which subnets it has when asked for another', () => {
    const network = new SovereignNetwork(blank('us-east-1'), 'Network', props);
    expect(() => network.subnet('pool-b')).toThrow('No subnet pool-b; this network has control-a, endpoints-a, pool-a');
  });

  test('gives each EFA node a group that talks to itself and to nobody else', () => {
    const stack = blank('us-east-1');
    const network = new SovereignNetwork(stack, 'Network', { ...props, efa: true });
    expect(network.efaGroupId).toBeDefined();
    const template = Template.fromStack(stack);
    for (const [type, side] of [
      ['AWS::EC2::SecurityGroupIngress', 'SourceSecurityGroupId'],
      ['AWS::EC2::SecurityGroupEgress', 'DestinationSecurityGroupId'],
    ] as const) {
      const [rule, ...more] = Object.values(template.findResources(type)).map(({ Properties }) => Properties);
      expect(more).toEqual([]);
      expect(rule).toMatchObject({ IpProtocol: '-1' });
      expect(rule[side]).toEqual(rule.GroupId);
    }
  });
});

describe('NameFirewall', () => {
  test('holds what is talked to below a name that the firewall lets through', () => {
    const stack = blank('us-east-1');
    new NameFirewall(stack, 'Names', {
      name: 'cell',
      vpcId: 'vpc-1',
      logArn: 'arn:aws:s3:::archive/cell/',
      names: { own: ['sts.us-east-1.amazonaws.com'], beyond: ['example.org', '*.example.org'] },
    });
    const template = Template.fromStack(stack);
    const [group] = Object.values(template.findResources('AWS::Route53Resolver::FirewallRuleGroup'));
    const rules = group?.['Properties'].FirewallRules;
    expect(rules.map(({ Action, Priority }: Record<string, unknown>) => [Priority, Action])).toEqual([
      [100, 'ALLOW'],
      [200, 'BLOCK'],
      [300, 'ALLOW'],
      [900, 'BLOCK'],
    ]);
    expect(rules[1]).toEqual({
      Action: 'BLOCK',
      BlockResponse: 'NXDOMAIN',
      Priority: 200,
      DnsThreatProtection: 'DNS_TUNNELING',
      ConfidenceThreshold: 'LOW',
    });
    template.hasResourceProperties('AWS::Route53Resolver::FirewallDomainList', {
      Name: 'cell-beyond',
      Domains: ['example.org', '*.example.org'],
    });
  });
});

test('without subnets of their own, pods are networked as the add-on is told', () => {
  expect(podNetworking(blank('us-east-1'), { env: { A: 'b' } }, 'sg-1', [])).toBe('{"env":{"A":"b"}}');
});
