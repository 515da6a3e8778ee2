import { Template } from 'aws-cdk-lib/assertions';
import { BackupRoles, BackupSchedule, SovereignVault, type Statement } from '../../../constructs/aws';
import { blank, keyArn } from '../../support/constructs';

const COPY = 'arn:aws:backup:ap-south-2:111122223333:backup-vault:copy';
const LOCK = { minDays: 35, maxDays: 90, setsAfterDays: 7 };

describe('SovereignVault', () => {
  const vaultOf = (copiesTo: string[]) => {
    const stack = blank();
    new SovereignVault(stack, 'Vault', { name: 'safe', keyArn, lock: LOCK, copiesTo });
    const [vault] = Object.values(Template.fromStack(stack).findResources('AWS::Backup::BackupVault'));
    return vault as {
      Properties: { AccessPolicy: { Statement: Statement[] } };
      DeletionPolicy: string;
      UpdateReplacePolicy: string;
    };
  };
  const statement = (copiesTo: string[], sid: string): Statement | undefined => {
    return vaultOf(copiesTo).Properties.AccessPolicy.Statement.find(({ Sid }) => Sid === sid);
  };

  test('is locked for good after a few days, encrypted under the key given, and kept', () => {
    expect(vaultOf([COPY])).toMatchObject({
      Properties: {
        BackupVaultName: 'safe',
        EncryptionKeyArn: keyArn,
        LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 90, ChangeableForDays: 7 },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('nobody deletes early, before the lock has set either', () => {
    expect(statement([COPY], 'NothingIsDeletedEarly')).toEqual({
      Sid: 'NothingIsDeletedEarly',
      Effect: 'Deny',
      Principal: '*',
      Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
      Resource: '*',
    });
  });

  test('copies go to the vaults named, or nowhere', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'backup:CopyFromBackupVault', Resource: '*' };
    expect(statement([COPY], 'CopiesGoToTheCountrysVaultsOnly')).toEqual({
      Sid: 'CopiesGoToTheCountrysVaultsOnly',
      ...deny,
      Condition: { 'ForAnyValue:ArnNotEquals': { 'backup:CopyTargets': [COPY] } },
    });
    expect(statement([], 'CopiesGoToTheCountrysVaultsOnly')).toEqual({
      Sid: 'CopiesGoToTheCountrysVaultsOnly',
      ...deny,
    });
  });

  test('no other account copies in', () => {
    expect(statement([COPY], 'OnlyTheAccountCopiesIn')).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: 'backup:CopyIntoBackupVault',
      Condition: {
        StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    });
  });
});

describe('BackupSchedule', () => {
  const stack = blank();
  new BackupSchedule(stack, 'Schedule', {
    name: 'daily',
    vault: 'safe',
    classes: [{ name: 'data', reason: 'a test', schedule: 'cron(0 2 * * ? *)', days: 35 }],
    roleArn: 'arn:aws:iam::111122223333:role/backup',
    copiesTo: [COPY],
  });
  const template = Template.fromStack(stack);

  test('a plan for each class, each backup copied to the vaults named and kept there as long', () => {
    template.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanName: 'daily-data',
        BackupPlanRule: [
          {
            TargetBackupVault: 'safe',
            ScheduleExpression: 'cron(0 2 * * ? *)',
            ScheduleExpressionTimezone: 'Etc/UTC',
            Lifecycle: { DeleteAfterDays: 35 },
            CopyActions: [{ DestinationBackupVaultArn: COPY, Lifecycle: { DeleteAfterDays: 35 } }],
          },
        ],
      },
    });
  });

  test('selects buckets by the tag of the class, and nothing else', () => {
    const [selection] = Object.values(template.findResources('AWS::Backup::BackupSelection'));
    expect(selection?.['Properties'].BackupSelection).toEqual({
      SelectionName: 'data',
      IamRoleArn: 'arn:aws:iam::111122223333:role/backup',
      Resources: [{ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::*' }],
      Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/sovereign:backup', ConditionValue: 'data' }] },
    });
  });
});

describe('BackupRoles', () => {
  const stack = blank();
  new BackupRoles(stack, 'Roles', {
    backup: 'backs-up',
    restore: 'writes-back',
    source: { region: 'ap-south-1', aliases: ['alias/data'], buckets: ['models'] },
    copies: { region: 'ap-south-2', aliases: ['alias/copies'], buckets: ['models-copy'] },
    vaults: [COPY],
    vaultKeys: [{ region: 'ap-south-1', aliases: ['alias/vault'] }],
  });
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(
    ({ Properties }) => Properties,
  );
  const of = (name: string): Statement[] =>
    roles.find(({ RoleName }) => RoleName === name)?.Policies[0].PolicyDocument.Statement;
  const actions = (name: string): string[] => of(name).flatMap(({ Action }) => Action as string[]);

  test('AWS Backup takes them, and nobody else', () => {
    for (const { AssumeRolePolicyDocument } of roles)
      expect(AssumeRolePolicyDocument.Statement).toEqual([
        {
          Sid: 'AwsBackup',
          Effect: 'Allow',
          Principal: { Service: 'backup.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]);
  });

  test('one reads and never writes, the other writes and sees no vault', () => {
    expect(actions('backs-up').filter((action) => /^s3:(Put|Delete)Object/.test(action))).toEqual([]);
    expect(actions('backs-up')).toEqual(expect.arrayContaining(['s3:GetObjectVersion', 'backup:CopyIntoBackupVault']));
    expect(actions('writes-back').filter((action) => /^backup:|^s3:(Delete|CreateBucket)/.test(action))).toEqual([]);
    expect(actions('writes-back')).toContain('s3:PutObject');
  });

  test('objects are those of the buckets named: the source for one, its copies too for the other', () => {
    const objects = (name: string) =>
      of(name)
        .filter(({ Sid }) => ['ReadObjects', 'WriteObjects'].includes(Sid))
        .map(({ Resource }) => Resource);
    const arn = (bucket: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:s3:::${bucket}/*` });
    expect(objects('backs-up')).toEqual([[arn('models')]]);
    expect(objects('writes-back')).toEqual([[arn('models'), arn('models-copy')]]);
  });

  test.each(['backs-up', 'writes-back'])(
    '%s: no action is a pattern, and everything is asked of four listings only',
    (name) => {
      expect(actions(name).filter((action) => action.includes('*'))).toEqual([]);
      for (const { Sid, Resource, Effect } of of(name)) {
        expect(Effect).toBe('Allow');
        expect({ Sid, everything: Resource === '*' }).toEqual({ Sid, everything: Sid === 'FindBucketsAndTheirSize' });
      }
    },
  );

  test.each(['backs-up', 'writes-back'])(
    '%s: each key by its alias, through S3 or by a grant to AWS Backup',
    (name) => {
      for (const { Sid, Action, Condition } of of(name)) {
        const uses = [Action].flat().filter((action) => action.startsWith('kms:'));
        if (uses.length === 0) continue;
        expect(Condition?.['ForAnyValue:StringEquals']).toEqual({
          'kms:ResourceAliases': [expect.stringMatching(/^alias\/(data|copies|vault)$/)],
        });
        if (uses.includes('kms:CreateGrant'))
          expect({ Sid, Bool: Condition?.['Bool'] }).toEqual({ Sid, Bool: { 'kms:GrantIsForAWSResource': 'true' } });
        else if (!Sid.startsWith('SeeKey'))
          expect(Condition?.['StringEquals']).toEqual({
            'kms:ViaService': expect.stringMatching(/^s3\.ap-south-[12]\.amazonaws\.com$/),
          });
      }
    },
  );
});
