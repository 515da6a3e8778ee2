/** Each construct alone, as another CDK app would use it: no plan, no country, no region. */
import { Match, Template } from 'aws-cdk-lib/assertions';
import { forAutoScaling, forDeliveries, forLogGroups, SovereignKey, type Statement } from '../../../constructs/aws';
import { blank, statementsOf } from '../../support/constructs';

describe('SovereignKey', () => {
  const stack = blank();
  new SovereignKey(stack, 'Data', {
    purpose: 'data',
    alias: 'alias/data',
    description: 'data',
    through: ['s3'],
    accounts: ['222222222222'],
    statements: [
      ...forAutoScaling(),
      forLogGroups('/aws/eks/x/cluster'),
      ...forDeliveries({ services: ['vended-logs'], accounts: ['333333333333'] }),
    ],
  });
  const template = Template.fromStack(stack);
  const statements = statementsOf(template, 'AWS::KMS::Key', 'KeyPolicy');
  const actions = (statement: Statement): string[] => [statement.Action].flat();

  test('is single-Region, rotated, slow to delete, and stays', () => {
    template.hasResource('AWS::KMS::Key', {
      Properties: Match.objectLike({ EnableKeyRotation: true, MultiRegion: false, PendingWindowInDays: 30 }),
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/data' });
  });

  test('administrators cannot use it, and nobody but them can administer', () => {
    const [admin, ...users] = statements;
    expect(
      actions(admin as Statement).filter((action) =>
        /Encrypt|Decrypt|GenerateDataKey|CreateGrant|ReEncrypt|\*/.test(action),
      ),
    ).toEqual([]);
    for (const user of users)
      expect(actions(user).filter((action) => /Put|Schedule|Disable|Delete|Tag/.test(action))).toEqual([]);
  });

  test('every use is narrowed: by service, by account, or to one service-linked role', () => {
    for (const { Sid, Principal, Condition } of statements.slice(1)) {
      const narrow = Condition !== undefined || JSON.stringify(Principal).includes('AWSServiceRoleForAutoScaling');
      expect({ Sid, narrow }).toEqual({ Sid, narrow: true });
      expect(Principal).not.toBe('*');
    }
    expect(statements.find(({ Sid }) => Sid === 'UseThroughServicesOfTheRegion')?.Condition).toEqual({
      StringEquals: {
        'kms:ViaService': [{ 'Fn::Sub': 's3.${AWS::Region}.${AWS::URLSuffix}' }],
        'kms:CallerAccount': { Ref: 'AWS::AccountId' },
      },
    });
  });

  test('grants are for AWS resources only', () => {
    const grants = statements.filter((statement) => actions(statement).includes('kms:CreateGrant'));
    expect(grants).toEqual([expect.objectContaining({ Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } })]);
  });

  test('an imported key is a parameter and no resource', () => {
    const imported = blank('eu-central-1');
    const key = new SovereignKey(imported, 'Data', {
      purpose: 'data',
      alias: 'alias/data',
      description: 'data',
      source: 'import',
    });
    expect(imported.resolve(key.keyArn)).toEqual({ Ref: 'KeyArnData' });
    Template.fromStack(imported).resourceCountIs('AWS::KMS::Key', 0);
  });
});
