import type { Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

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
