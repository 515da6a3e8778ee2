import { Template } from 'aws-cdk-lib/assertions';
import { SovereignBootstrap, type Statement, TemplatesBucket } from '../../../constructs/aws';
import { blank, keyArn, statementsOf } from '../../support/constructs';

const trust = [
  {
    Sid: 'Trusted',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:role/ci' },
    Action: 'sts:AssumeRole',
  },
] as const;
const boundaryArn = 'arn:aws:iam::111122223333:policy/ceiling';
const execution = ['arn:aws:iam::111122223333:policy/makes'];

const template = (): Template => {
  const stack = blank('eu-west-1');
  new SovereignBootstrap(stack, 'Bootstrap', {
    region: 'eu-west-1',
    version: 27,
    parameterName: '/cdk-bootstrap/q/version',
    variant: 'Ours',
    bucketName: 'cdk-q-assets',
    keyArn,
    roleNames: { deploy: 'deploy', publish: 'publish', execute: 'execute' },
    trust,
    boundaryArn,
    executionPolicyArns: execution,
    stacks: 'ours-*',
    except: 'ours-bootstrap*',
  });
  return Template.fromStack(stack);
};
const made = template();

/** Statements of a role, by its name. */
function role(name: string): {
  readonly Properties: Record<string, never>;
  readonly statements: Record<string, Statement>;
} {
  const found = Object.values(made.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }))[0];
  const statements: Statement[] = (found?.['Properties'].Policies ?? []).flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
  );
  return {
    Properties: found?.['Properties'],
    statements: Object.fromEntries(statements.map((statement) => [statement.Sid, statement])),
  };
}
const stackArn = (pattern: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:cloudformation:eu-west-1:\${AWS::AccountId}:stack/${pattern}/*`,
});
const bucketArn = { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::cdk-q-assets' };
const inBucket = { 'Fn::Join': ['', [bucketArn, '/*']] };
const executeArn = { 'Fn::GetAtt': [expect.stringMatching(/^BootstrapExecute/), 'Arn'] };
const throughS3 = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } };

describe('SovereignBootstrap', () => {
  test('every role is bounded and has an hour; the trusted take two of them, CloudFormation the third', () => {
    for (const name of ['deploy', 'publish'])
      expect(role(name).Properties).toMatchObject({
        PermissionsBoundary: boundaryArn,
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: { Statement: trust },
      });
    expect(role('execute').Properties).toMatchObject({
      PermissionsBoundary: boundaryArn,
      ManagedPolicyArns: execution,
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Sid: 'CloudFormation',
            Effect: 'Allow',
            Principal: { Service: 'cloudformation.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
    });
    expect(role('execute').statements).toEqual({});
  });

  test('who publishes writes templates under the key, and deletes none', () => {
    expect(role('publish').statements).toEqual({
      FindsTheBucket: {
        Sid: 'FindsTheBucket',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration', 's3:ListBucket'],
        Resource: bucketArn,
      },
      WritesTemplates: {
        Sid: 'WritesTemplates',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        Resource: inBucket,
      },
      TemplatesAreUnderTheKey: {
        Sid: 'TemplatesAreUnderTheKey',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: keyArn,
        Condition: throughS3,
      },
    });
  });

  test('who deploys changes the stacks named, as the role of CloudFormation only, and not the bootstrap', () => {
    const changes = [
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:RollbackStack',
      'cloudformation:UpdateTerminationProtection',
    ];
    const withRole = ['cloudformation:CreateChangeSet', 'cloudformation:CreateStack', 'cloudformation:UpdateStack'];
    expect(role('deploy').statements).toEqual({
      ReadsStacks: {
        Sid: 'ReadsStacks',
        Effect: 'Allow',
        Action: [
          'cloudformation:Describe*',
          'cloudformation:Get*',
          'cloudformation:List*',
          'cloudformation:ValidateTemplate',
        ],
        Resource: '*',
      },
      DeploysAsItsRoleOnly: {
        Sid: 'DeploysAsItsRoleOnly',
        Effect: 'Allow',
        Action: withRole,
        Resource: stackArn('ours-*'),
        Condition: { ArnEquals: { 'cloudformation:RoleArn': executeArn } },
      },
      CarriesChangesOut: {
        Sid: 'CarriesChangesOut',
        Effect: 'Allow',
        Action: changes,
        Resource: stackArn('ours-*'),
      },
      LeavesTheBootstrapAlone: {
        Sid: 'LeavesTheBootstrapAlone',
        Effect: 'Deny',
        Action: [...withRole, ...changes, 'cloudformation:SetStackPolicy'],
        Resource: stackArn('ours-bootstrap*'),
      },
      HandsOverTheRole: {
        Sid: 'HandsOverTheRole',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: executeArn,
        Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
      },
      ReadsTemplates: { Sid: 'ReadsTemplates', Effect: 'Allow', Action: 's3:GetObject', Resource: inBucket },
      TemplatesAreUnderTheKey: {
        Sid: 'TemplatesAreUnderTheKey',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: keyArn,
        Condition: throughS3,
      },
      ReadsTheVersion: {
        Sid: 'ReadsTheVersion',
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:GetParameters'],
        Resource: {
          'Fn::Sub': 'arn:${AWS::Partition}:ssm:eu-west-1:${AWS::AccountId}:parameter/cdk-bootstrap/q/version',
        },
      },
    });
  });

  test('the CLI finds its version, bucket and variant, and the region is held', () => {
    const { Outputs, Parameters, Rules, Resources } = made.toJSON();
    expect(Object.keys(Outputs)).toEqual(['BucketName', 'BucketDomainName', 'BootstrapVersion']);
    expect(Outputs.BootstrapVersion.Value).toBe('27');
    expect(Resources.CdkBootstrapVersion.Properties).toEqual({
      Name: '/cdk-bootstrap/q/version',
      Type: 'String',
      Value: '27',
      Description: { Ref: 'BootstrapVariant' },
    });
    expect(Parameters.BootstrapVariant).toMatchObject({ Type: 'String', Default: 'Ours', AllowedValues: ['Ours'] });
    expect(Rules.InTheCountry.Assertions[0].Assert).toEqual({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] });
  });
});

describe('TemplatesBucket', () => {
  const stack = blank();
  new TemplatesBucket(stack, 'Templates', { bucketName: 'templates', keyArn, writerArn: boundaryArn });
  const bucket = Template.fromStack(stack);

  test('closed, versioned, under the key, and kept', () => {
    bucket.hasResource('AWS::S3::Bucket', {
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
            },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'old-templates',
              Status: 'Enabled',
              NoncurrentVersionExpiration: { NoncurrentDays: 90 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            },
          ],
        },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('no clear text, no other account, no other writer', () => {
    const statements = statementsOf(bucket, 'AWS::S3::BucketPolicy', 'PolicyDocument');
    expect(statements.map(({ Sid, Effect, Principal, Condition }) => [Sid, Effect, Principal, Condition])).toEqual([
      ['DenyInsecureTransport', 'Deny', '*', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['DenyOtherAccounts', 'Deny', '*', { StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } }],
      ['DenyOtherWriters', 'Deny', '*', { ArnNotEquals: { 'aws:PrincipalArn': boundaryArn } }],
    ]);
    expect(statements.map(({ Action }) => Action)).toEqual([
      's3:*',
      's3:*',
      ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
    ]);
  });
});
