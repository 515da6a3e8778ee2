import type { Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const stack = awsTemplates(plan)['registry'] as Template;
const names = (template: Template): string[] =>
  Object.values(template.findResources('AWS::ECR::Repository')).map(({ Properties }) => Properties.RepositoryName);

test('every mirrored image has its repository, under the key of the registry, and so have the images of the country', () => {
  expect(names(stack).sort()).toEqual(plan.aws?.registry.repositories.map(({ name }) => name).sort());
  expect(names(stack)).toContain('sovereign-in/workloads');
  stack.allResourcesProperties('AWS::ECR::Repository', {
    EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': ['KeyRegistryKeyC50FA432', 'Arn'] } },
  });
});

test('nothing copies images elsewhere or pulls them through from abroad', () => {
  for (const type of ['ReplicationConfiguration', 'PullThroughCacheRule', 'PublicRepository', 'RegistryPolicy'])
    stack.resourceCountIs(`AWS::ECR::${type}`, 0);
});

test('cells of other accounts pull; where they are the same account, no policy is needed', () => {
  const apart = awsTemplates(
    planOf(
      awsOnly(
        'in',
        [
          '  network: 10.64.0.0/12',
          '  accounts: { data: "222222222222", logArchive: "444444444444" }\n  network: 10.64.0.0/12',
        ],
        ['    - name: mumbai-a', '    - name: mumbai-a\n      account: "333333333333"'],
      ),
    ),
  )['registry'] as Template;
  apart.allResourcesProperties('AWS::ECR::Repository', {
    RepositoryPolicyText: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'CellAccountsPull',
          Effect: 'Allow',
          Principal: { AWS: ['333333333333'] },
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        },
      ],
    },
  });
  expect(JSON.stringify(stack.toJSON())).not.toContain('RepositoryPolicyText');
});

test('repositories whose names differ in a mark only are both made', () => {
  const alike = planOf(
    awsOnly('in', ['  network: 10.64.0.0/12', '  repositories: [tools/ci, tools-ci]\n  network: 10.64.0.0/12']),
  );
  expect(names(awsTemplates(alike)['registry'] as Template)).toEqual(
    expect.arrayContaining(['sovereign-in/tools/ci', 'sovereign-in/tools-ci']),
  );
});
