import type { Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const india = awsTemplates(planOf(awsOnly('in')));
const emirates = awsTemplates(planOf(awsOnly('ae'), 'ae.yaml'));
const one = (template: Template | undefined, type: string) =>
  Object.values(template?.findResources(type) ?? {}).map(({ Properties }) => Properties);

test('models and data are backed up by class into a locked vault, and copied to the recovery region', () => {
  const copy = {
    'Fn::Sub': 'arn:${AWS::Partition}:backup:ap-south-2:${AWS::AccountId}:backup-vault:sovereign-in-backup-copy',
  };
  expect(
    one(india['data'], 'AWS::Backup::BackupPlan').map(({ BackupPlan: { BackupPlanName, BackupPlanRule } }) => [
      BackupPlanName,
      BackupPlanRule[0].CopyActions,
    ]),
  ).toEqual([
    ['sovereign-in-backup-models', [{ DestinationBackupVaultArn: copy, Lifecycle: { DeleteAfterDays: 90 } }]],
    ['sovereign-in-backup-data', [{ DestinationBackupVaultArn: copy, Lifecycle: { DeleteAfterDays: 35 } }]],
  ]);
  for (const [stack, name] of [
    ['data', 'sovereign-in-backup'],
    ['recovery', 'sovereign-in-backup-copy'],
  ] as const)
    expect(one(india[stack], 'AWS::Backup::BackupVault')).toEqual([
      expect.objectContaining({
        BackupVaultName: name,
        EncryptionKeyArn: { 'Fn::GetAtt': [expect.stringMatching(/^KeyBackup/), 'Arn'] },
        LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 90, ChangeableForDays: 7 },
      }),
    ]);
});

test('where the country has one region only, nothing is copied, and the vault lets nothing out', () => {
  expect(
    one(emirates['data'], 'AWS::Backup::BackupPlan').map(
      ({ BackupPlan: { BackupPlanRule } }) => BackupPlanRule[0].CopyActions,
    ),
  ).toEqual([[], []]);
  const copies = one(emirates['data'], 'AWS::Backup::BackupVault').flatMap(({ AccessPolicy }) =>
    AccessPolicy.Statement.filter(({ Sid }: { Sid: string }) => Sid.startsWith('CopiesGo')),
  );
  expect(copies).toEqual([expect.not.objectContaining({ Condition: expect.anything() })]);
});

test('the buckets it reads carry the tag of their class, and no other bucket does', () => {
  const tagged = Object.values(india).flatMap((template) =>
    one(template, 'AWS::S3::Bucket').flatMap(({ BucketName, Tags }) =>
      Tags.filter(({ Key }: { Key: string }) => Key === 'sovereign:backup').map(({ Value }: { Value: string }) => [
        BucketName['Fn::Sub'],
        Value,
      ]),
    ),
  );
  expect(tagged.sort()).toEqual([
    ['sovereign-in-data-${AWS::AccountId}', 'data'],
    ['sovereign-in-models-${AWS::AccountId}', 'models'],
  ]);
});

test('its roles come from outside the networks, and the buckets let them; so do copies, for what is written back', () => {
  const exempt = (stack: string, bucket: string) =>
    one(india[stack], 'AWS::S3::BucketPolicy')
      .filter(({ Bucket }) => Bucket.Ref.startsWith(bucket))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Sid }) => Sid === 'DenyOutsideTheNetworks')
      .map(({ Condition }) => JSON.stringify(Condition.ArnNotLike));
  for (const bucket of ['ModelsBucket', 'DataBucket']) {
    expect(exempt('data', bucket)).toEqual([
      expect.stringMatching(/BackupRolesBackup.*BackupRolesRestore.*FSxS3Access/),
    ]);
  }
  expect(exempt('recovery', 'ModelsCopy')).toEqual([expect.stringMatching(/role\/sovereign-in-restore/)]);
});

test('keys of vaults serve AWS Backup of their region, and nothing else', () => {
  for (const stack of ['data', 'recovery']) {
    const [key] = one(india[stack], 'AWS::KMS::Key').filter(({ Description }) => /backups/.test(Description));
    const services = key?.KeyPolicy.Statement.flatMap(
      ({ Condition }: { Condition?: { StringEquals?: Record<string, unknown> } }) =>
        Condition?.StringEquals?.['kms:ViaService'] ?? [],
    );
    expect(services.map((service: { 'Fn::Sub': string }) => service['Fn::Sub'])).toEqual(
      Array(2).fill('backup.${AWS::Region}.amazonaws.com'),
    );
  }
});
