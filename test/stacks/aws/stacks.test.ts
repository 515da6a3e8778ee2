import type { Template } from 'aws-cdk-lib/assertions';
import { aws, awsTypeAvailable } from '../../../lib/catalogue';
import { planCountry } from '../../../lib/plan';
import { type AwsTarget, type CountryProfile, readCountry } from '../../../lib/profile';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
const all = Object.entries(templates);

const typesOf = (template: Template): string[] =>
  Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type);

describe('every stack', () => {
  test.each(all)('%s has nothing that leaves the region, the template or the reviewer in doubt', (name, template) => {
    const json = template.toJSON();
    const types = typesOf(template);
    expect(
      types.filter((type) => /^(Custom::|AWS::CloudFormation::CustomResource|AWS::Lambda|AWS::CDK)/.test(type)),
    ).toEqual([]);
    // What the CDK CLI asks for; no stack of ours reads it.
    if (/^bootstrap(-recovery)?$/.test(name))
      for (const output of Object.values<object>(json.Outputs)) expect(output).not.toHaveProperty('Export');
    else expect(json.Outputs).toBeUndefined();
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
      if (
        [
          'AWS::Backup::BackupVault',
          'AWS::FSx::FileSystem',
          'AWS::KMS::Key',
          'AWS::Logs::LogGroup',
          'AWS::S3::Bucket',
        ].includes(resource.Type)
      )
        expect({ id, keep: [resource.DeletionPolicy, resource.UpdateReplacePolicy] }).toEqual({
          id,
          keep: ['RetainExceptOnCreate', 'Retain'],
        });
  });

  const regions = Object.entries(aws.regions).filter(([, { zones }]) => zones.length > 1);
  test.each(regions)('%s gets only types it has', (region, { zones }) => {
    const profile = readCountry('document.yaml', awsOnly('in')).profile as CountryProfile;
    const target = profile.aws as AwsTarget;
    const cells = target.cells.map((cell) => ({ ...cell, zone: zones[0] as string }));
    const there = planCountry({ ...profile, aws: { ...target, regions: { primary: region }, cells } });
    for (const [name, template] of Object.entries(awsTemplates(there)))
      expect({ name, absent: typesOf(template).filter((type) => !awsTypeAvailable(type, region)) }).toEqual({
        name,
        absent: [],
      });
  });
});
