import { classifiedTypes } from '../../lib/catalogue/residency';
import { residualRisks } from '../../lib/checks/residency/residual';
import { coverage } from '../../lib/evidence/coverage';
import { coverageText } from '../../lib/evidence/coverage-text';
import { markdown } from '../../lib/evidence/medium';
import { cfn } from '../checks/support';

const sum = (table: Readonly<Record<string, { reviewed: number; generated: number }>>) =>
  Object.values(table).reduce((total, { reviewed, generated }) => total + reviewed + generated, 0);

test.each(['aws', 'azure'] as const)('every type of %s is counted once', (cloud) => {
  const found = coverage().clouds[cloud];
  expect(found.types).toBe(classifiedTypes(cloud).size);
  expect(sum(found.classes)).toBe(found.types);
  expect(found.invariants.residency).toBe(found.types - found.unknown.length);
  expect(found.onlyPlaced).toBeLessThan(found.types);
});

test('a type that the table lacks is said, not left out', () => {
  const { aws, azure } = coverage('XX', {
    aws: ['AWS::S3::Bucket', 'AWS::S3::Bucket', 'AWS::Future::Store'],
    azure: [],
  }).clouds;
  expect(aws).toMatchObject({
    types: 2,
    onlyPlaced: 0,
    invariants: { residency: 1 },
    unknown: [{ type: 'AWS::Future::Store', why: 'not in the table' }],
  });
  expect(azure.types).toBe(0);
});

test('the text names what is not checked, and leaves out a cloud that is not used', () => {
  const text = coverageText(coverage('XX', { aws: ['AWS::S3::Bucket', 'AWS::Future::Store'], azure: [] }), markdown);
  expect(text).toContain('## AWS CloudFormation as XX uses it: 2 types');
  expect(text).toContain('- AWS::Future::Store: not in the table');
  expect(text).not.toContain('Azure');
});

test('residual risks of a graph, each once', () => {
  const graph = cfn({
    A: { Type: 'AWS::IAM::Role' },
    B: { Type: 'AWS::IAM::Policy' },
    C: { Type: 'AWS::S3::Bucket' },
    D: { Type: 'AWS::Route53::HostedZone' },
  });
  expect(residualRisks(graph)).toEqual([
    { risk: expect.stringContaining('identity service'), types: ['AWS::IAM::Policy', 'AWS::IAM::Role'], resources: 2 },
    { risk: expect.stringContaining('zone and record names'), types: ['AWS::Route53::HostedZone'], resources: 1 },
  ]);
});
