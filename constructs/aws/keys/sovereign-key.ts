import { CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keyParameter } from '../../../lib/plan/aws';
import { accountRoot, nameTag, policy, type Statement, sub } from '../text';

export interface SovereignKeyProps {
  /** What the key is for, in a word: it names the parameter of an imported key. */
  readonly purpose: string;
  /** Alias, with its `alias/` prefix. */
  readonly alias: string;
  readonly description: string;
  /**
   * `create` makes the key; `import` takes the ARN of a key made out of band in an HSM or external key store, which
   * CloudFormation cannot make, as a parameter without default.
   * @default 'create'
   */
  readonly source?: 'create' | 'import';
  /**
   * Services through which principals of the account may use the key, where IAM lets them: `s3`, `ec2`.
   * @default - none
   */
  readonly through?: readonly string[];
  /**
   * Ids of other accounts whose principals may use the key through those services: a list, or a list parameter.
   * @default - none
   */
  readonly accounts?: readonly string[];
  /**
   * Statements for principals the purpose needs (a service, a role).
   * @default - none
   */
  readonly statements?: readonly Statement[];
}

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

/** Everything an administrator needs and nothing that reads data: no Encrypt, Decrypt, GenerateDataKey or CreateGrant. */
const ADMINISTER = [
  'CancelKeyDeletion',
  'CreateAlias',
  'DeleteAlias',
  'DescribeKey',
  'DisableKey',
  'EnableKey',
  'EnableKeyRotation',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListAliases',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListResourceTags',
  'ListRetirableGrants',
  'PutKeyPolicy',
  'RevokeGrant',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
].map((action) => `kms:${action}`);

/**
 * A customer-managed key for one purpose: single-Region, rotated yearly, 30 days to regret a deletion, kept when its
 * stack goes. Administrators cannot use it; users reach it only through the services named, in this region.
 */
export class SovereignKey extends Construct {
  /** ARN of the key, made or imported. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: SovereignKeyProps) {
    super(scope, id);
    if (props.source === 'import') {
      const stack = Stack.of(this);
      const region = stack.region.startsWith('${') ? '[a-z0-9-]+' : stack.region;
      const parameter = new CfnParameter(stack, keyParameter(props.purpose), {
        description: `ARN of the key for ${props.purpose}, made in the country's own key store (${props.alias})`,
        allowedPattern: `^arn:[a-z-]+:kms:${region}:[0-9]{12}:key/[0-9a-f-]{36}$`,
        constraintDescription: `the ARN of a single-Region key in ${region}`,
      });
      this.keyArn = parameter.valueAsString;
      return;
    }
    const key = new CfnKey(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      multiRegion: false,
      pendingWindowInDays: 30,
      keyPolicy: policy([...this.base(props), ...(props.statements ?? [])]),
      tags: nameTag(props.alias.replace(/^alias\//, '')),
    });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    new CfnAlias(this, 'Alias', { aliasName: props.alias, targetKeyId: key.attrKeyId });
    this.keyArn = key.attrArn;
  }

  private base({ through = [], accounts }: SovereignKeyProps): Statement[] {
    const services = through.map((service) => sub(`${service}.\${AWS::Region}.\${AWS::URLSuffix}`));
    const use = (Sid: string, AWS: unknown, own: Record<string, string>): Statement => ({
      Sid,
      Effect: 'Allow',
      Principal: { AWS },
      Action: USE,
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': services, ...own } },
    });
    return [
      {
        Sid: 'AdministerWithoutUse',
        Effect: 'Allow',
        Principal: { AWS: accountRoot() },
        Action: ADMINISTER,
        Resource: '*',
      },
      ...(services.length > 0
        ? [use('UseThroughServicesOfTheRegion', accountRoot(), { 'kms:CallerAccount': sub('${AWS::AccountId}') })]
        : []),
      ...(services.length > 0 && accounts ? [use('CellAccountsUseThroughServices', accounts, {})] : []),
    ];
  }
}

/** CloudWatch Logs encrypts the named log groups of this account and region, and nothing else. */
export const forLogGroups = (...patterns: readonly string[]): Statement => ({
  Sid: 'CloudWatchLogsForTheNamedGroups',
  Effect: 'Allow',
  Principal: { Service: sub('logs.${AWS::Region}.${AWS::URLSuffix}') },
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
  Condition: {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': patterns.map((pattern) =>
        sub(`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${pattern}`),
      ),
    },
  },
});

/** EC2 Auto Scaling starts nodes with encrypted volumes; its grants are for AWS resources only. */
export function forAutoScaling(): Statement[] {
  const role = sub(
    'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  );
  return [
    { Sid: 'AutoScalingUsesVolumes', Effect: 'Allow', Principal: { AWS: role }, Action: USE, Resource: '*' },
    {
      Sid: 'AutoScalingGrantsToVolumes',
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}

/** ECR encrypts layers by a grant that whoever makes the repository gives it, through ECR of this region only. */
export const forRegistry = (): Statement => ({
  Sid: 'RepositoriesGrantThroughEcr',
  Effect: 'Allow',
  Principal: { AWS: accountRoot() },
  Action: ['kms:CreateGrant', 'kms:RetireGrant', 'kms:DescribeKey'],
  Resource: '*',
  Condition: {
    StringEquals: {
      'kms:ViaService': sub('ecr.${AWS::Region}.${AWS::URLSuffix}'),
      'kms:CallerAccount': sub('${AWS::AccountId}'),
    },
  },
});

/** EKS wraps Kubernetes secrets: the cluster's role uses the key, the deployer grants through EKS only. */
export function forCluster(roleArn: string): Statement[] {
  return [
    {
      Sid: 'ClusterWrapsSecrets',
      Effect: 'Allow',
      Principal: { AWS: roleArn },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:ListGrants'],
      Resource: '*',
    },
    {
      Sid: 'DeployerGrantsThroughEks',
      Effect: 'Allow',
      Principal: { AWS: accountRoot() },
      Action: ['kms:CreateGrant', 'kms:DescribeKey'],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': sub('eks.${AWS::Region}.${AWS::URLSuffix}'),
          'kms:CallerAccount': sub('${AWS::AccountId}'),
        },
      },
    },
  ];
}
