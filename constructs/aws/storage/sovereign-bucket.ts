import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BACKUP_TAG, FILE_SYSTEM_ROLES, type LifecyclePlan, TENANT_TAG } from '../../../lib/plan/aws';
import { nameTag, policy, type Statement, sub } from '../text';
import { type Deliveries, deliveriesTo, type Streams, streamsTo } from './deliveries';

export interface SovereignBucketProps {
  /** Name; may hold `${AWS::AccountId}`. */
  readonly bucketName: string;
  /**
   * ARN of the customer-managed key.
   * @default - S3's own key, with `accessLogsOf` alone: S3 writes its access logs under no other
   */
  readonly keyArn?: string;
  /**
   * ARN of the key's alias, by which stacks that cannot know the key name it.
   * @default - writes name the key itself, or nothing
   */
  readonly keyAliasArn?: string;
  /**
   * Bucket that receives server access logs, in the same region and account.
   * @default - none
   */
  readonly accessLogs?: string;
  /**
   * Object lock in compliance mode, days: nobody, the root user included, can delete earlier.
   * @default - no lock
   */
  readonly lockDays?: number;
  /**
   * Accounts whose VPC endpoints may carry reads and writes. AWS services acting for the account are let through.
   * @default - no rule on the network
   */
  readonly networkAccounts?: readonly string[];
  /**
   * Ids of other accounts whose principals may read and write through those endpoints.
   * @default - none
   */
  readonly readers?: readonly string[];
  /**
   * Kubernetes namespace whose pods alone read and write, and ARNs of the roles they take through EKS Pod Identity.
   * @default - no rule on the namespace
   */
  readonly tenant?: { readonly name: string; readonly roles: readonly string[] };
  /**
   * Copy to a bucket in a second region of the country.
   * @default - no copy
   */
  readonly replica?: { readonly bucketName: string; readonly keyArn: string; readonly roleArn: string };
  /**
   * Whether this bucket receives copies, which arrive under an alias of its key.
   * @default false
   */
  readonly receivesCopies?: boolean;
  /**
   * How long objects and their versions stay, and when they move to a colder class of the same region.
   * @default - for ever
   */
  readonly lifecycle?: LifecyclePlan;
  /**
   * ARNs of roles that AWS services take to copy its objects, back them up or write them back: let through from outside
   * the networks.
   * @default - none but that of `replica`
   */
  readonly serviceRoles?: readonly string[];
  /**
   * FSx for Lustre file systems that are linked to it: ids of their accounts (a list, or a list parameter), and whether
   * they write to it.
   * @default - none
   */
  readonly fileSystems?: { readonly accounts: readonly string[]; readonly may: 'read' | 'write' };
  /**
   * Class of backup plans that select it by tag.
   * @default - none
   */
  readonly backup?: string;
  /**
   * Services that deliver logs into it, and the accounts the logs are of.
   * @default - none
   */
  readonly delivers?: Deliveries;
  /**
   * Delivery streams that write logs of clusters into it, let through from outside the networks.
   * @default - none
   */
  readonly streams?: Streams;
  /**
   * Names of the buckets whose server access logs it takes.
   * @default - none
   */
  readonly accessLogsOf?: readonly string[];
}

/** What reads or writes objects; deployment and administration are not held to the network. */
const DATA_PLANE = [
  's3:GetObject*',
  's3:PutObject*',
  's3:DeleteObject*',
  's3:ListBucket*',
  's3:RestoreObject',
  's3:AbortMultipartUpload',
];

/** What FSx does as the role of a file system to show what is in a bucket, and to hear of what changes. */
const IMPORTS = [
  's3:GetBucketLocation',
  's3:GetBucketNotification',
  's3:GetObject',
  's3:GetObjectTagging',
  's3:ListBucket',
  's3:PutBucketNotification',
];
/** What it does besides to write what changed in the file system. */
const EXPORTS = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:ListMultipartUploadParts', 's3:PutObject'];

/**
 * A region-locked bucket: no public access, TLS only, versioned, encrypted under the country's key, owned by the
 * account whoever writes; with `networkAccounts`, reachable from the country's networks only. Kept when its stack goes.
 *
 * @throws RangeError for a bucket without a key that takes no access logs
 */
export class SovereignBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: SovereignBucketProps) {
    super(scope, id);
    const { keyArn, accessLogs, lockDays, replica } = props;
    if (!keyArn && !props.accessLogsOf)
      throw new RangeError(`${props.bucketName} needs keyArn: only a bucket of access logs (accessLogsOf) has none`);
    const bucket = new CfnBucket(this, 'Bucket', {
      bucketName: sub(props.bucketName),
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      versioningConfiguration: { status: 'Enabled' },
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          keyArn
            ? {
                serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
                bucketKeyEnabled: true,
              }
            : { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
        ],
      },
      lifecycleConfiguration: {
        rules: [
          {
            id: 'abort-unfinished-uploads',
            status: 'Enabled',
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          ...(props.lifecycle ? [stays(props.lifecycle)] : []),
        ],
      },
      ...(accessLogs
        ? { loggingConfiguration: { destinationBucketName: sub(accessLogs), logFilePrefix: `${id.toLowerCase()}/` } }
        : {}),
      ...(lockDays
        ? {
            objectLockEnabled: true,
            objectLockConfiguration: {
              objectLockEnabled: 'Enabled',
              rule: { defaultRetention: { mode: 'COMPLIANCE', days: lockDays } },
            },
          }
        : {}),
      ...(replica ? { replicationConfiguration: replicationTo(replica) } : {}),
      tags: [
        ...nameTag(sub(props.bucketName)),
        ...(props.tenant ? [{ key: 'sovereign:tenant', value: props.tenant.name }] : []),
        ...(props.backup ? [{ key: BACKUP_TAG, value: props.backup }] : []),
      ],
    });
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.bucketName = bucket.ref;
    this.bucketArn = bucket.attrArn;
    new CfnBucketPolicy(this, 'Policy', { bucket: bucket.ref, policyDocument: policy(this.statements(props)) });
  }

  private statements(props: SovereignBucketProps): Statement[] {
    const all = [this.bucketArn, `${this.bucketArn}/*`];
    const region = Stack.of(this).region;
    const services = [...(props.replica ? [props.replica.roleArn] : []), ...(props.serviceRoles ?? [])];
    const outside = [
      ...services,
      ...(props.fileSystems ? [sub(FILE_SYSTEM_ROLES)] : []),
      ...(props.streams?.roles.map(sub) ?? []),
    ];
    const list: Statement[] = [
      {
        Sid: 'DenyInsecureTransport',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: all,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'DenyOtherRegions',
        Effect: 'Deny',
        Principal: '*',
        Action: DATA_PLANE,
        Resource: all,
        Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
      },
    ];
    if (props.networkAccounts)
      list.push({
        Sid: 'DenyOutsideTheNetworks',
        Effect: 'Deny',
        Principal: '*',
        Action: DATA_PLANE,
        Resource: all,
        Condition: {
          // Absent for a request that came by no endpoint, and then the condition holds.
          StringNotEquals: { 'aws:VpceAccount': props.networkAccounts },
          Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
          ...(outside.length > 0 ? { ArnNotLike: { 'aws:PrincipalArn': outside } } : {}),
        },
      });
    if (props.tenant) list.push(...this.forTenant(props.tenant, services));
    if (props.keyArn && !props.receivesCopies)
      list.push({
        Sid: 'DenyOtherKeys',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: `${this.bucketArn}/*`,
        Condition: {
          // Null false: the statement speaks of writes that state their encryption; the others get the bucket's own.
          Null: { 's3:x-amz-server-side-encryption': 'false' },
          StringNotEquals: {
            's3:x-amz-server-side-encryption-aws-kms-key-id': props.keyAliasArn
              ? [props.keyArn, sub(props.keyAliasArn)]
              : props.keyArn,
          },
        },
      });
    if (props.keyArn)
      list.push({
        Sid: 'DenyKeysOfCallers',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: `${this.bucketArn}/*`,
        // A caller's own key (SSE-C) states no encryption that the statement above knows, and no key of the country.
        Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
      });
    if (props.readers)
      list.push({
        Sid: 'CellsReadAndWrite',
        Effect: 'Allow',
        Principal: { AWS: props.readers },
        Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
        Resource: all,
        Condition: { StringEquals: { 'aws:VpceAccount': props.networkAccounts ?? props.readers } },
      });
    if (props.fileSystems)
      list.push({
        Sid: 'LinkedFileSystems',
        Effect: 'Allow',
        Principal: { AWS: props.fileSystems.accounts },
        Action: [...IMPORTS, ...(props.fileSystems.may === 'write' ? EXPORTS : [])],
        Resource: all,
        Condition: { ArnLike: { 'aws:PrincipalArn': sub(FILE_SYSTEM_ROLES) } },
      });
    return [...list, ...this.deliveries(props)];
  }

  /** Two fences: a tag alone could be put on any role by whoever may tag roles. Roles that services take are let through both. */
  private forTenant({ name, roles }: NonNullable<SovereignBucketProps['tenant']>, services: string[]): Statement[] {
    const deny = (Sid: string, condition: NonNullable<Statement['Condition']>): Statement => ({
      Sid,
      Effect: 'Deny',
      Principal: '*',
      Action: DATA_PLANE,
      Resource: [this.bucketArn, `${this.bucketArn}/*`],
      Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' }, ...condition },
    });
    return [
      deny('DenyOtherTenants', {
        StringNotEquals: { [TENANT_TAG]: name },
        ...(services.length > 0 ? { ArnNotEquals: { 'aws:PrincipalArn': services } } : {}),
      }),
      deny('DenyAllButPods', { ArnNotLike: { 'aws:PrincipalArn': [...roles.map(sub), ...services] } }),
    ];
  }

  private deliveries({ delivers, streams, accessLogsOf }: SovereignBucketProps): Statement[] {
    const list = [
      ...(delivers ? deliveriesTo(this.bucketArn, delivers) : []),
      ...(streams ? streamsTo(this.bucketArn, streams) : []),
    ];
    if (accessLogsOf)
      list.push({
        Sid: 'ServerAccessLogsWrite',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${this.bucketArn}/*`,
        Condition: {
          ArnLike: { 'aws:SourceArn': accessLogsOf.map((name) => sub(`arn:\${AWS::Partition}:s3:::${name}`)) },
          StringEquals: { 'aws:SourceAccount': sub('${AWS::AccountId}') },
        },
      });
    return list;
  }
}

function replicationTo(
  replica: NonNullable<SovereignBucketProps['replica']>,
): CfnBucket.ReplicationConfigurationProperty {
  return {
    role: replica.roleArn,
    rules: [
      {
        id: 'copy-in-the-country',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: {
          bucket: sub(`arn:\${AWS::Partition}:s3:::${replica.bucketName}`),
          encryptionConfiguration: { replicaKmsKeyId: sub(replica.keyArn) },
        },
      },
    ],
  };
}

function stays({ versionDays, coldAfterDays, expireDays }: LifecyclePlan): CfnBucket.RuleProperty {
  return {
    id: 'stays-as-long-as-planned',
    status: 'Enabled',
    noncurrentVersionExpiration: { noncurrentDays: versionDays },
    ...(coldAfterDays ? { transitions: [{ storageClass: 'GLACIER_IR', transitionInDays: coldAfterDays }] } : {}),
    // S3 takes one or the other: an object that expires leaves a marker, which goes with its last version.
    ...(expireDays ? { expirationInDays: expireDays } : { expiredObjectDeleteMarker: true }),
  };
}
