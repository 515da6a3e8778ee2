/** What the guardrails must let through, and what a country's own decisions change. */
import {
  administrator,
  archive,
  at,
  autoscaling,
  cluster,
  clusterLogs,
  deployer,
  ec2,
  home,
  insider,
  instance,
  kms,
  MODEL,
  member,
  model,
  network,
  node,
  object,
  operator,
  pod,
  privateCluster,
  profile,
  recovery,
  recoveryPoint,
  replication,
  role,
  root,
  rows,
  runner,
  secret,
  service,
  snapshot,
  table,
  trail,
} from './people';
import { ACCOUNT, ORG, type Request } from './simulate';

// biome-ignore format: a table is read in rows
export const WORK: readonly Request[] = rows([
  // Nodes and add-ons
  ['a node reads its cluster', node, 'eks:DescribeCluster', cluster, { ...instance, 'aws:SourceVpc': 'vpc-0a1b2c3d' }],
  ['the CNI attaches addresses', member('sovereign-in-mumbai-a-cni'), 'ec2:AssignPrivateIpAddresses', ec2('network-interface/eni-0a1b2c3d')],
  ['a node signs in to the registry', node, 'ecr:GetAuthorizationToken', '*'],
  ['a node pulls an add-on of EKS', node, 'ecr:BatchGetImage', 'arn:aws:ecr:ap-south-1:602401143452:repository/eks/coredns', network, '602401143452'],
  ['a node reads packages of its image', node, 's3:GetObject', 'arn:aws:s3:::al2023-repos-ap-south-1-de612dc2/x', network, '137112412989'],
  ['a pod takes its role', service('pods.eks.amazonaws.com'), 'sts:AssumeRole', pod.principal, { 'aws:SourceAccount': ACCOUNT, 'aws:SourceOrgID': ORG }],
  ['a pod reads models', pod, 's3:GetObject', object, network],
  ['a pod writes checkpoints', pod, 's3:PutObject', object, network],
  ['a pod decrypts data', pod, 'kms:Decrypt', kms(), network],
  ['a pod writes logs', pod, 'logs:PutLogEvents', `${clusterLogs}:log-stream:x`],
  ['a pod asks a model in the region', pod, 'bedrock:InvokeModel', MODEL],
  ['an old client takes a role at the global endpoint', operator, 'sts:AssumeRole', role('Auditor'), home],
  ['EC2 unlocks the volumes of an instance', member('aws:ec2-infrastructure'), 'kms:Decrypt', kms(), instance],
  // Services of AWS
  ['Auto Scaling starts nodes', autoscaling, 'ec2:RunInstances', ec2('instance/*')],
  ['Auto Scaling uses the key of volumes', autoscaling, 'kms:GenerateDataKeyWithoutPlaintext', kms()],
  ['flow logs are delivered', service('delivery.logs.amazonaws.com'), 's3:PutObject', `${archive}/x`, { 'aws:SourceAccount': ACCOUNT, 'aws:SourceOrgID': ORG }],
  ['access logs are delivered', service('logging.s3.amazonaws.com'), 's3:PutObject', `arn:aws:s3:::sovereign-in-data-access-${ACCOUNT}/x`, { 'aws:SourceAccount': ACCOUNT, 'aws:SourceOrgID': ORG }],
  ['log groups are encrypted', service('logs.ap-south-1.amazonaws.com'), 'kms:GenerateDataKey', kms()],
  ['S3 reads what it copies', replication, 's3:GetObjectVersionForReplication', object],
  ['S3 copies objects to the recovery region', replication, 's3:ReplicateObject', `arn:aws:s3:::sovereign-in-models-copy-${ACCOUNT}/x`, recovery],
  ['a query service reads data for its caller', operator, 's3:GetObject', object, { 'aws:ViaAWSService': 'true' }],
  // Copies in the country
  ['copy a snapshot to the recovery region', operator, 'ec2:CopySnapshot', snapshot('ap-south-2'), recovery],
  ['copy a backup to the recovery region', operator, 'backup:CopyFromBackupVault', recoveryPoint, { 'backup:CopyTargets': [`arn:aws:backup:ap-south-2:${ACCOUNT}:backup-vault:x`] }],
  ['replicate a secret to the recovery region', operator, 'secretsmanager:ReplicateSecretToRegions', secret, { 'secretsmanager:AddReplicaRegions': ['ap-south-2'] }],
  ['make a secret', operator, 'secretsmanager:CreateSecret', secret],
  ['add a table replica in the recovery region', operator, 'dynamodb:CreateTableReplica', table.replace('ap-south-1', 'ap-south-2'), recovery],
  // Deployment
  ['the runner hands CloudFormation its role', runner, 'iam:PassRole', deployer.principal, home],
  ['deploy a bucket', deployer, 's3:CreateBucket', `arn:aws:s3:::sovereign-in-models-${ACCOUNT}`],
  ['deploy its block of public access', deployer, 's3:PutBucketPublicAccessBlock', `arn:aws:s3:::sovereign-in-models-${ACCOUNT}`],
  ['deploy its replication', deployer, 's3:PutReplicationConfiguration', `arn:aws:s3:::sovereign-in-models-${ACCOUNT}`],
  ["deploy the archive's policy", deployer, 's3:PutBucketPolicy', archive],
  ['deploy a key', deployer, 'kms:CreateKey', '*', { 'kms:MultiRegion': 'false', 'kms:KeyOrigin': 'AWS_KMS', 'kms:BypassPolicyLockoutSafetyCheck': 'false' }],
  ['deploy a private cluster', deployer, 'eks:CreateCluster', '*', privateCluster],
  ['deploy a role', deployer, 'iam:CreateRole', role('sovereign-in-mumbai-a-node'), home],
  ['deploy the retention of logs', deployer, 'logs:PutRetentionPolicy', clusterLogs],
  ['deploy a launch template that hides its nodes', deployer, 'ec2:RunInstances', ec2('network-interface/*'), { 'ec2:AssociatePublicIpAddress': 'false' }],
  ['deploy to the recovery region', deployer, 'kms:CreateAlias', `arn:aws:kms:ap-south-2:${ACCOUNT}:alias/sovereign-in-recovery`, recovery],
  // Operators
  ['raise the log level of a cluster', operator, 'eks:UpdateClusterConfig', cluster, { 'eks:loggingType/audit': 'true' }],
  ['enable the recovery region', operator, 'account:EnableRegion', `arn:aws:account::${ACCOUNT}:account`, { ...home, 'account:TargetRegion': 'ap-south-2' }],
  ['list regions from an old client', operator, 'ec2:DescribeRegions', '*', home],
  ['list buckets from an old client', operator, 's3:ListAllMyBuckets', '*', home],
  ['read who did what with IAM', operator, 'cloudtrail:LookupEvents', '*', home],
  ['open a case', operator, 'support:CreateCase', '*', home],
  ['see that there is no content network', operator, 'cloudfront:ListDistributions', '*', home],
  ['make an internal load balancer', operator, 'elasticloadbalancing:CreateLoadBalancer', `arn:aws:elasticloadbalancing:ap-south-1:${ACCOUNT}:loadbalancer/net/x/*`, { 'elasticloadbalancing:Scheme': 'internal' }],
  ['share a transit gateway in the organisation', operator, 'ram:CreateResourceShare', '*', { 'ram:RequestedAllowsExternalPrincipals': 'false' }],
  ['delete a key after a month', operator, 'kms:ScheduleKeyDeletion', kms(), { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' }],
  ['make an encrypted volume', operator, 'ec2:CreateVolume', ec2('volume/*'), { 'ec2:Encrypted': 'true' }],
  ['take a role of the organisation', operator, 'sts:AssumeRole', role('Auditor')],
  ['read data through the network', operator, 's3:GetObject', object, network],
  // The management account's way in
  ['bootstrap the account', administrator, 'iam:CreateRole', deployer.principal, home],
  ['replace a trail', administrator, 'cloudtrail:DeleteTrail', trail],
  ['unlock a bucket by a session as root', root, 's3:DeleteBucketPolicy', `arn:aws:s3:::sovereign-in-models-${ACCOUNT}`, { 'aws:AssumedRoot': 'true' }],
]);

/** Rows of other decisions of a country. */
// biome-ignore format: a table is read in rows
export const DECISIONS = {
  country: {
    denied: rows([['a profile that leaves the country', pod, 'bedrock:InvokeModel', model('ap-northeast-1'), { ...at('ap-northeast-1'), 'bedrock:InferenceProfileArn': profile('ap-south-1') }]]),
    allowed: rows([['a profile that stays in the country', pod, 'bedrock:InvokeModel', model('ap-south-2'), { ...recovery, 'bedrock:InferenceProfileArn': profile('ap-south-1') }]]),
  },
  abroad: {
    denied: rows([
      ['a model abroad, asked directly', pod, 'bedrock:InvokeModel', model('ap-northeast-1'), at('ap-northeast-1')],
      ['a profile of another region', pod, 'bedrock:InvokeModel', model('us-west-2'), { ...at('us-west-2'), 'bedrock:InferenceProfileArn': profile('us-east-1') }],
      ['anything else of Bedrock abroad', pod, 'bedrock:CreateModelCustomizationJob', '*', at('us-west-2')],
    ]),
    allowed: rows([
      ['a profile of the region', pod, 'bedrock:InvokeModel', model('ap-northeast-1'), { ...at('ap-northeast-1'), 'bedrock:InferenceProfileArn': profile('ap-south-1') }],
      ['a global profile', pod, 'bedrock:InvokeModel', model('ap-south-1'), { ...at('unspecified'), 'bedrock:InferenceProfileArn': profile('ap-south-1') }],
    ]),
  },
  external: {
    denied: rows([['a key of the vendor', deployer, 'kms:CreateKey', '*', { 'kms:KeyOrigin': 'AWS_KMS', 'kms:MultiRegion': 'false' }]]),
    allowed: rows([["a key of the country's store", operator, 'kms:CreateKey', '*', { 'kms:KeyOrigin': 'EXTERNAL_KEY_STORE', 'kms:MultiRegion': 'false' }]]),
  },
  firewall: {
    denied: rows([['a public address, firewall or not', insider, 'ec2:AllocateAddress', ec2('elastic-ip/*')]]),
    allowed: rows([['a node asks a service that has no endpoint', node, 'ec2:DescribeInstances', '*', instance]]),
  },
} as const;
