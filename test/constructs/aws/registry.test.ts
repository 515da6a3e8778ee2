import { Match, Template } from 'aws-cdk-lib/assertions';
import { forRegistry, ImageRepository } from '../../../constructs/aws';
import { blank, keyArn } from '../../support/constructs';

const repository = (props: { readers?: string[]; keep?: number } = {}): Template => {
  const stack = blank();
  new ImageRepository(stack, 'Models', { repositoryName: 'models/server', keyArn, ...props });
  return Template.fromStack(stack);
};
const rulesOf = (template: Template) =>
  JSON.parse(
    Object.values(template.findResources('AWS::ECR::Repository'))[0]?.['Properties'].LifecyclePolicy
      .LifecyclePolicyText,
  ).rules;

describe('ImageRepository', () => {
  test('tags stay, pushes are scanned, layers are under the key, and it outlives its stack', () => {
    repository().hasResource('AWS::ECR::Repository', {
      Properties: {
        RepositoryName: 'models/server',
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: true },
        EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: keyArn },
        EmptyOnDelete: false,
        RepositoryPolicyText: Match.absent(),
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('other accounts may pull, and do nothing else', () => {
    repository({ readers: ['222222222222'] }).hasResourceProperties('AWS::ECR::Repository', {
      RepositoryPolicyText: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'CellAccountsPull',
            Effect: 'Allow',
            Principal: { AWS: ['222222222222'] },
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          },
        ],
      },
    });
  });

  test('rests of a push go; images that carry a tag go only where that is asked for', () => {
    expect(rulesOf(repository()).map(({ selection }: { selection: object }) => selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
    ]);
    expect(rulesOf(repository({ keep: 30 }))[1]).toMatchObject({
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 30 },
      action: { type: 'expire' },
    });
  });

  test('the key is granted through ECR of this region and account only, and never used by hand', () => {
    const { Effect, Action, Condition } = forRegistry();
    expect(Effect).toBe('Allow');
    expect(Action).toEqual(['kms:CreateGrant', 'kms:RetireGrant', 'kms:DescribeKey']);
    expect(JSON.stringify(blank().resolve(Condition))).toBe(
      '{"StringEquals":{"kms:ViaService":"ecr.${AWS::Region}.amazonaws.com","kms:CallerAccount":"${AWS::AccountId}"}}',
    );
  });
});
