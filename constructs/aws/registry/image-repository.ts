import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { nameTag, policy } from '../text';

export interface ImageRepositoryProps {
  /** Name, with its path: `models/server`. */
  readonly repositoryName: string;
  /** ARN of the customer-managed key; make its policy with {@link forRegistry}. */
  readonly keyArn: string;
  /**
   * Ids of other accounts whose nodes may pull: a list, or a list parameter.
   * @default - this account only
   */
  readonly readers?: readonly string[];
  /**
   * Tagged images kept; older ones expire.
   * @default - all
   */
  readonly keep?: number;
}

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/**
 * A repository of container images: tags cannot be moved to another image, each push is scanned, layers are encrypted
 * under the country's key, nothing is replicated. Kept when its stack goes.
 */
export class ImageRepository extends Construct {
  readonly repositoryArn: string;

  constructor(scope: Construct, id: string, { repositoryName, keyArn, readers, keep }: ImageRepositoryProps) {
    super(scope, id);
    const repository = new CfnRepository(this, 'Repository', {
      repositoryName,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: keyArn },
      emptyOnDelete: false,
      lifecyclePolicy: { lifecyclePolicyText: JSON.stringify({ rules: rules(keep) }) },
      ...(readers
        ? {
            repositoryPolicyText: policy([
              { Sid: 'CellAccountsPull', Effect: 'Allow', Principal: { AWS: readers }, Action: PULL },
            ]),
          }
        : {}),
      tags: nameTag(repositoryName),
    });
    repository.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.repositoryArn = repository.attrArn;
  }
}

/** Layers that no tag names are rests of a push; tagged images go only where the props say so. */
const rules = (keep: number | undefined) => [
  {
    rulePriority: 1,
    description: 'rests of a push',
    selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
    action: { type: 'expire' },
  },
  ...(keep
    ? [
        {
          rulePriority: 2,
          description: `more than ${keep} images`,
          selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: keep },
          action: { type: 'expire' },
        },
      ]
    : []),
];
