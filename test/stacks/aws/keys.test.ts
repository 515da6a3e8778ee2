import type { Template } from 'aws-cdk-lib/assertions';
import { keyOwners } from '../../../lib/plan/aws';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const NETWORK = '  network: 10.64.0.0/12';
const document = (aws = '', custody = 'external'): string =>
  awsOnly('in', ['custody: cmk', `custody: ${custody}`], [NETWORK, `  tenants: [health]\n${aws}${NETWORK}`]);
const places = [
  ['mumbai-a', 'ap-south-1', 4],
  ['data', 'ap-south-1', 3],
  ['recovery', 'ap-south-2', 2],
  ['archive', 'ap-south-1', 1],
  ['registry', 'ap-south-1', 1],
] as const;

describe('phase one', () => {
  const external = awsTemplates(planOf(document()));

  test('keys that CloudFormation cannot make are parameters without default, pinned to the region', () => {
    for (const [name, region, count] of places) {
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

  test('what copies to the recovery region names its key by alias, whoever makes it', () => {
    expect(JSON.stringify((external['data'] as Template).findResources('AWS::S3::Bucket'))).toContain(
      'arn:${AWS::Partition}:kms:ap-south-2:${AWS::AccountId}:alias/sovereign-in-recovery',
    );
  });
});

describe('phase two', () => {
  const owners = keyOwners(planOf(document()).aws as NonNullable<ReturnType<typeof planOf>['aws']>);
  const named = Object.fromEntries(
    owners.flatMap(({ stack, region, keys }, at) =>
      keys.map(({ purpose }, index) => [
        `${stack}/${purpose}`,
        `arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-0000000000${at}${index}`,
      ]),
    ),
  );
  const templates = awsTemplates(planOf(document(`  keys: ${JSON.stringify(named)}\n`)));

  test('every ARN is wired to its consumers, and no key is asked for', () => {
    for (const [name, , count] of places) {
      const template = templates[name] as Template;
      template.resourceCountIs('AWS::KMS::Key', 0);
      expect(template.findParameters('*')).toEqual({});
      const stack = name === 'mumbai-a' ? 'sovereign-in-cell-mumbai-a' : `sovereign-in-${name}`;
      const own = Object.entries(named).filter(([id]) => id.startsWith(`${stack}/`));
      expect(own).toHaveLength(count);
      const text = JSON.stringify(template.toJSON().Resources);
      for (const [id, arn] of own) expect({ id, wired: text.includes(arn) }).toEqual({ id, wired: true });
    }
  });

  test('each consumer has the key of its purpose', () => {
    const cell = templates['mumbai-a'] as Template;
    const arn = (purpose: string) => named[`sovereign-in-cell-mumbai-a/${purpose}`];
    cell.hasResourceProperties('AWS::EKS::Cluster', { EncryptionConfig: [{ Provider: { KeyArn: arn('cluster') } }] });
    cell.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: arn('logs') });
    for (const { Properties } of Object.values(cell.findResources('AWS::EC2::LaunchTemplate')))
      expect(JSON.stringify(Properties)).toContain(arn('volumes'));
    (templates['data'] as Template).hasResourceProperties('AWS::S3::Bucket', {
      BucketName: { 'Fn::Sub': 'sovereign-in-tenant-health-${AWS::AccountId}' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { KMSMasterKeyID: named['sovereign-in-data/tenant-health'] } },
        ],
      },
    });
  });
});

test('with an exception one stack makes its key, and the others ask for theirs', () => {
  const mixed = awsTemplates(
    planOf(
      document(
        '  custody: { recovery: { level: cmk, owner: the minister, reason: no store there yet, until: 2027-06-30 } }\n',
      ),
    ),
  );
  (mixed['recovery'] as Template).resourceCountIs('AWS::KMS::Key', 1);
  (mixed['data'] as Template).resourceCountIs('AWS::KMS::Key', 0);
});
