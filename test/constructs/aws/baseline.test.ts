import { Template } from 'aws-cdk-lib/assertions';
import { AccountBaseline, type AccountBaselineProps } from '../../../constructs/aws';
import { blank } from '../../support/constructs';

const template = (props: AccountBaselineProps) => {
  const stack = blank();
  new AccountBaseline(stack, 'Baseline', props);
  return Template.fromStack(stack);
};

test('sets what it is asked to, each in the closed way', () => {
  const all = template({ gatewayMode: 'block-ingress', snapshotBlock: true, analyzer: 'outsiders' });
  all.hasResourceProperties('AWS::EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' });
  all.hasResourceProperties('AWS::EC2::SnapshotBlockPublicAccess', { State: 'block-all-sharing' });
  all.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', {
    AnalyzerName: 'outsiders',
    Type: 'ACCOUNT',
    Tags: [{ Key: 'Name', Value: 'outsiders' }],
  });
});

test('leaves alone what someone else sets', () => {
  expect(template({}).toJSON().Resources).toBeUndefined();
});
