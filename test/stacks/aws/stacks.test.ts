import { aws } from '../../../lib/catalogue';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
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
