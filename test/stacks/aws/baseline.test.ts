import type { Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, organization, planOf } from '../../support/plans';

const typesOf = (template: Template | undefined): string[] =>
  Object.values<{ Type: string }>(template?.toJSON().Resources ?? {}).map(({ Type }) => Type);
const BLOCKS = ['AWS::EC2::VPCBlockPublicAccessOptions', 'AWS::EC2::SnapshotBlockPublicAccess'];

test('each account and region has one baseline, and a cell sets nothing of its account', () => {
  const templates = awsTemplates(planOf(awsOnly('in')));
  expect(Object.keys(templates).filter((name) => name.startsWith('baseline'))).toEqual([
    'baseline',
    'baseline-recovery',
  ]);
  for (const [name, template] of Object.entries(templates))
    expect({
      name,
      blocks: typesOf(template)
        .filter((type) => BLOCKS.includes(type))
        .sort(),
    }).toEqual({
      name,
      blocks: name.startsWith('baseline') ? [...BLOCKS].sort() : [],
    });
  templates['baseline']?.hasResourceProperties('AWS::EC2::VPCBlockPublicAccessOptions', {
    InternetGatewayBlockMode: 'block-bidirectional',
  });
});

test('behind a firewall gateways may carry answers', () => {
  const templates = awsTemplates(
    planOf(
      awsOnly(
        'in',
        ['egress: isolated', 'egress: firewall'],
        ['  network: 10.64.0.0/12', '  firewall: { transitGateway: tgw-0a1b2c3d4e5f67890 }\n  network: 10.64.0.0/12'],
      ),
    ),
  );
  templates['baseline']?.hasResourceProperties('AWS::EC2::VPCBlockPublicAccessOptions', {
    InternetGatewayBlockMode: 'block-ingress',
  });
});

test('what the guardrails lock, no baseline sets: not twice in one account', () => {
  const templates = awsTemplates(planOf(organization()));
  for (const name of ['baseline', 'baseline-recovery', 'baseline-management'])
    expect({ name, types: typesOf(templates[name]) }).toEqual({ name, types: ['AWS::AccessAnalyzer::Analyzer'] });
});
