/** The roles that people may take, and what each may do: nobody reads data, nobody changes who may do what. */
import { OWN_ACCOUNT } from '../addresses';
import { type IdentityContext, ours, own, qualifierOf } from './context';
import type { PolicyStatement } from './types';

/** How a region is set up, and nothing that it holds: no object, record, secret, parameter, image or console output. */
const CONFIGURATION = [
  'access-analyzer:Get*',
  'access-analyzer:List*',
  'autoscaling:Describe*',
  'backup:Describe*',
  'backup:List*',
  'cloudformation:Describe*',
  'cloudformation:GetTemplate*',
  'cloudformation:List*',
  'cloudtrail:DescribeTrails',
  'cloudtrail:GetEventSelectors',
  'cloudtrail:GetTrail*',
  'cloudtrail:LookupEvents',
  'cloudwatch:Describe*',
  'cloudwatch:GetMetric*',
  'cloudwatch:List*',
  'config:Describe*',
  'config:Get*',
  'config:List*',
  'ec2:Describe*',
  'ec2:GetEbsEncryptionByDefault',
  'ec2:GetManagedPrefixListEntries',
  'ec2:GetSnapshotBlockPublicAccessState',
  'ecr:Describe*',
  'ecr:GetLifecyclePolicy',
  'ecr:GetRepositoryPolicy',
  'ecr:ListImages',
  'eks:Describe*',
  'eks:List*',
  'elasticloadbalancing:Describe*',
  'events:Describe*',
  'events:List*',
  'fsx:Describe*',
  'guardduty:Get*',
  'guardduty:List*',
  'health:Describe*',
  'iam:Get*',
  'iam:List*',
  'kms:Describe*',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:List*',
  'logs:Describe*',
  'network-firewall:Describe*',
  'network-firewall:List*',
  'organizations:Describe*',
  'organizations:List*',
  'route53resolver:Get*',
  'route53resolver:List*',
  's3:GetAccountPublicAccessBlock',
  's3:GetBucket*',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListAllMyBuckets',
  'securityhub:Describe*',
  'securityhub:Get*',
  'securityhub:List*',
  'servicequotas:Get*',
  'servicequotas:List*',
  'sns:GetTopicAttributes',
  'sns:List*',
  'ssm:Describe*',
  'tag:GetResources',
];

const READS: PolicyStatement = { Sid: 'ReadsConfiguration', Effect: 'Allow', Action: CONFIGURATION, Resource: '*' };

/** Holds for those who keep the region running, whatever is attached to their role later. */
const NO_DATA: PolicyStatement = {
  Sid: 'ReadsNoData',
  Effect: 'Deny',
  Action: [
    'ecr:BatchGetImage',
    'ecr:GetDownloadUrlForLayer',
    'fsx:CreateDataRepositoryTask',
    'kms:CreateGrant',
    'kms:Decrypt',
    'kms:Encrypt',
    'kms:GenerateDataKey*',
    'kms:ReEncrypt*',
    's3:DeleteObject*',
    's3:GetObject*',
    's3:PutObject*',
    'secretsmanager:GetSecretValue',
    'ssm:GetParameter*',
  ],
  Resource: '*',
};

/** Nodes of the region's clusters, by the tag that EKS puts on them. */
const nodes = (context: IdentityContext) => ({
  StringLike: { 'aws:ResourceTag/eks:cluster-name': ours(context, '*') },
});
const INSTANCES = `arn:\${AWS::Partition}:ec2:*:${OWN_ACCOUNT}:instance/*`;

/** Sessions on nodes by these documents, each person's own. */
function sessions(context: IdentityContext, documents: readonly string[]): PolicyStatement[] {
  return [
    {
      Sid: 'OpensSessions',
      Effect: 'Allow',
      Action: 'ssm:StartSession',
      Resource: INSTANCES,
      // Else a session without a document opens a shell.
      Condition: { ...nodes(context), BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } },
    },
    {
      Sid: 'OpensSessionsByTheseDocuments',
      Effect: 'Allow',
      Action: 'ssm:StartSession',
      Resource: documents.map(
        (document) =>
          // Names that begin with AWS- are the vendor's alone.
          `arn:\${AWS::Partition}:ssm:*:${document.startsWith('AWS-') ? '*' : OWN_ACCOUNT}:document/${document}`,
      ),
    },
    {
      Sid: 'EndsOwnSessions',
      Effect: 'Allow',
      Action: ['ssm:ResumeSession', 'ssm:TerminateSession'],
      Resource: `arn:\${AWS::Partition}:ssm:*:${OWN_ACCOUNT}:session/\${!aws:userid}-*`,
    },
  ];
}

/** Looks after nodes and reads the clusters' logs; reaches the API server through a node, without a shell on it. */
export const operatorPolicy = (context: IdentityContext): PolicyStatement[] => [
  READS,
  {
    Sid: 'ReadsLogsOfClusters',
    Effect: 'Allow',
    Action: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:GetQueryResults', 'logs:StartQuery', 'logs:StopQuery'],
    Resource: `arn:\${AWS::Partition}:logs:*:${OWN_ACCOUNT}:log-group:/aws/eks/${ours(context, '*')}`,
  },
  {
    Sid: 'ScalesPools',
    Effect: 'Allow',
    Action: 'eks:UpdateNodegroupConfig',
    Resource: `arn:\${AWS::Partition}:eks:*:${OWN_ACCOUNT}:nodegroup/${ours(context, '*')}`,
  },
  {
    Sid: 'ReplacesNodes',
    Effect: 'Allow',
    Action: ['ec2:RebootInstances', 'ec2:TerminateInstances'],
    Resource: INSTANCES,
    Condition: nodes(context),
  },
  ...sessions(context, ['AWS-StartPortForwardingSessionToRemoteHost']),
  NO_DATA,
];

/** Reads how the region is set up and what its archive holds, and nothing else. */
export const auditorPolicy = (context: IdentityContext, archives: readonly string[]): PolicyStatement[] => [
  READS,
  {
    Sid: 'ListsTheArchive',
    Effect: 'Allow',
    Action: ['s3:ListBucket', 's3:ListBucketVersions'],
    Resource: archives,
  },
  {
    Sid: 'ReadsTheArchive',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:GetObjectRetention', 's3:GetObjectVersion'],
    Resource: archives.map((bucket) => `${bucket}/*`),
  },
  {
    Sid: 'UnlocksTheArchive',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: `arn:\${AWS::Partition}:kms:*:${OWN_ACCOUNT}:key/*`,
    Condition: {
      StringEquals: { 'kms:ViaService': context.regions.map((region) => `s3.${region}.amazonaws.com`) },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${ours(context, 'archive')}` },
    },
  },
];

/**
 * Mends what the pipeline cannot, or ends what must stop at once: a shell on a node, a node cut off, a key switched on
 * or off. Templates it deploys as the pipeline does; roles and policies it cannot change.
 */
export const breakGlassPolicy = (context: IdentityContext): PolicyStatement[] => [
  READS,
  {
    Sid: 'DeploysByHand',
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: ['deploy', 'file-publishing'].map((role) =>
      own(`role/cdk-${qualifierOf(context.country)}-${role}-role-*`),
    ),
  },
  {
    Sid: 'MendsClusters',
    Effect: 'Allow',
    Action: ['eks:UpdateAddon', 'eks:UpdateClusterConfig', 'eks:UpdateNodegroupConfig', 'eks:UpdateNodegroupVersion'],
    Resource: ['addon', 'cluster', 'nodegroup'].map(
      (what) => `arn:\${AWS::Partition}:eks:*:${OWN_ACCOUNT}:${what}/${ours(context, '*')}`,
    ),
  },
  {
    Sid: 'StopsNodes',
    Effect: 'Allow',
    Action: ['ec2:RebootInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'],
    Resource: INSTANCES,
    Condition: nodes(context),
  },
  {
    Sid: 'CutsOff',
    Effect: 'Allow',
    Action: ['ec2:ModifyNetworkInterfaceAttribute', 'ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
    Resource: '*',
  },
  {
    Sid: 'SwitchesKeys',
    Effect: 'Allow',
    Action: ['kms:CancelKeyDeletion', 'kms:DisableKey', 'kms:EnableKey'],
    Resource: '*',
  },
  ...sessions(context, ['AWS-StartPortForwardingSessionToRemoteHost', 'SSM-SessionManagerRunShell']),
  NO_DATA,
];
