/** Every finding of cdk-nag that is let stand, with why. A row that nothing needs is an error. */

export interface Suppression {
  /** Rule of the pack: `AwsSolutions-IAM5`. */
  readonly rule: string;
  /** Resource type. */
  readonly type: string;
  /** Path of the construct below its stack. */
  readonly at: RegExp;
  /** For a rule that reports several findings a resource, those meant. */
  readonly finding?: RegExp;
  readonly reason: string;
}

/** A wildcard of a role's or a managed policy's: where → what → why. */
type Wildcard = readonly [at: RegExp, finding: RegExp, reason: string];

const ONE_KEY =
  'A policy cannot name a key by its alias; the condition beside it admits the aliases meant, and no other.';
const OBJECTS = 'Every object of one named bucket: the wildcard is the objects.';
const NO_RESOURCE =
  'IAM holds none of these actions to a resource; they read, and the condition beside them holds them to the region.';
const PEOPLE = /^(Operator|Auditor|BreakGlass)\/Role$/;

const OF_ROLES: readonly Wildcard[] = [
  // what deploys
  [
    /^Toolkit\/(Publish|Deploy)$/,
    /^Resource::arn:<AWS::Partition>:s3:::cdk-[^*]+\/\*$/,
    'Every template in the one bucket that templates wait in.',
  ],
  [
    /^Toolkit\/Deploy$/,
    /^Resource::arn:<AWS::Partition>:cloudformation:[^*]+:stack\/sovereign-[a-z]{2}-\*\/\*$/,
    "The country's stacks, by their names; the last part is a number that CloudFormation gives. The bootstrap's own are denied.",
  ],
  [
    /^Toolkit\/Deploy$/,
    /^(Action::cloudformation:(Describe|Get|List)\*|Resource::\*)$/,
    'Reading of stacks, which changes nothing; CloudFormation holds several of these actions to no resource.',
  ],
  // people
  [
    PEOPLE,
    /^Action::[a-z0-9-]+:(Describe|Get|GetBucket|GetMetric|GetTemplate|GetTrail|List)\*$/,
    'How the region is set up, and nothing that it holds: a simulation tries objects, records and secrets, and finds them shut',
  ],
  [
    PEOPLE,
    /^Resource::\*$/,
    'Configuration is read wherever it is. Break glass also cuts off and switches keys, whatever the one it stops has renamed or retagged.',
  ],
  [
    /^(Operator|BreakGlass)\/Role$/,
    /^Resource::arn:<AWS::Partition>:ec2:\*:<AWS::AccountId>:instance\/\*$/,
    "The condition beside it admits nodes of the country's clusters, by the tag that EKS gives them.",
  ],
  [
    /^(Operator|BreakGlass)\/Role$/,
    /^Resource::arn:<AWS::Partition>:ssm:\*:(<AWS::AccountId>:session\/<!aws:userid>-\*|(\*|<AWS::AccountId>):document\/(AWS-StartPortForwardingSessionToRemoteHost|SSM-SessionManagerRunShell))$/,
    "A person's own sessions, by one named document, in the country's regions: the boundary denies others.",
  ],
  [
    /^(Operator|BreakGlass)\/Role$/,
    /^Resource::arn:<AWS::Partition>:(logs:\*:<AWS::AccountId>:log-group:\/aws\/eks|eks:\*:<AWS::AccountId>:(addon|cluster|nodegroup))\/sovereign-[a-z]{2}-\*$/,
    "The country's clusters and their logs, by the first part of their names.",
  ],
  [
    /^BreakGlass\/Role$/,
    /^Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:role\/cdk-sov[a-z]{2}-(deploy|file-publishing)-role-\*$/,
    'The two roles that the bootstrap makes for deploying; the wildcard is the account and the region in their names.',
  ],
  [/^Auditor\/Role$/, /^Resource::arn:<AWS::Partition>:s3:::sovereign-[a-z]{2}-archive[^*]*\/\*$/, OBJECTS],
  [/^Auditor\/Role$/, /^Resource::arn:<AWS::Partition>:kms:\*:<AWS::AccountId>:key\/\*$/, ONE_KEY],
  // buckets, their copies and backups
  [/^(Replication|Copies)\/Role$/, /^Resource::arn:<AWS::Partition>:s3:::[^*]+\/\*$/, OBJECTS],
  [
    /^Workload\/Role$/,
    /^Resource::arn:<AWS::Partition>:s3:::[^*]+<!aws:PrincipalTag\/kubernetes-namespace>[^*]*\/\*$/,
    "Pods reach every object below the prefix, or in the bucket, that carries their own namespace's name.",
  ],
  [
    /^((Replication|Copies|Workload)\/Role|BackupRoles\/(Backup|Restore))$/,
    /^Resource::arn:<AWS::Partition>:kms:[^*]+:key\/\*$/,
    ONE_KEY,
  ],
  [/^BackupRoles\/(Backup|Restore)$/, /^Resource::arn:<AWS::Partition>:s3:::[^*]+\/\*$/, OBJECTS],
  [
    /^BackupRoles\/Backup$/,
    /^Resource::arn:<AWS::Partition>:events:[^*]+:rule\/AwsBackupManagedRule\*$/,
    'Rules that AWS Backup makes for buckets it watches; it chooses the rest of their names.',
  ],
  [
    /^BackupRoles\/Backup$/,
    /^Resource::arn:<AWS::Partition>:backup:[^*]+:recovery-point:\*$/,
    'Recovery points have numbers for names; vaults of the country take their copies, and no other vault is named.',
  ],
  [
    /^BackupRoles\/Backup$/,
    /^Resource::\*$/,
    'Finds buckets and their size: IAM holds none of these four actions to a resource, and none reads an object.',
  ],
  // audit
  [
    /^Trail\/Role$/,
    /:log-group:\/aws\/cloudtrail\/sovereign-[a-z]{2}-trail:log-stream:<AWS::AccountId>_CloudTrail_\*$/,
    'Streams of one log group, for one account; CloudTrail puts the region into their names.',
  ],
  [/^ClusterLogs\/Writer$/, /^Resource::arn:<AWS::Partition>:s3:::[^*]+\/eks\/[^*]+\/\*$/, OBJECTS],
  [
    /^ClusterLogs\/Writer$/,
    /^Resource::arn:<AWS::Partition>:kms:[^*]+:key\/\*$/,
    'A policy cannot name a key by its alias; the condition beside it admits one bucket, by S3 of one region only.',
  ],
  // nodes and what runs beside them
  [
    /^Cluster\/NodeRole$/,
    /^Resource::arn:<AWS::Partition>:ecr:[^*]+:repository\/sovereign-[a-z]{2}\/\*$/,
    "The country's own images are pulled, not written: all of its mirrors, below one name.",
  ],
  [
    /^Cluster\/NodeRole$/,
    /^Resource::arn:<AWS::Partition>:ecr:[^*]+:(\d{12}|\*):repository\/\*$/,
    "The vendor's account for this region gives the images EKS itself runs; where nobody has published the account, the registry's endpoint is what narrows it.",
  ],
  [/^Cluster\/(NodeRole|VpcCniRole|AwsEbsCsiDriverRole|AwsFsxCsiDriverRole)$/, /^Resource::\*$/, NO_RESOURCE],
  [
    /^Cluster\/VpcCniRole$/,
    /^Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:(subnet|security-group|network-interface|instance)\/\*$/,
    'Conditions hold it to the one network and to nodes of the one cluster; what it makes has no name before.',
  ],
  [
    /^Cluster\/AwsEbsCsiDriverRole$/,
    /^Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:(<AWS::AccountId>:(volume|instance)|:snapshot)\/\*$/,
    "Conditions hold it to volumes and snapshots that carry the cluster's tag, and to nodes of the cluster.",
  ],
  [/^Autoscaler\/Role$/, /^Resource::\*$/, NO_RESOURCE],
  [
    /^Autoscaler\/Role$/,
    /^Resource::arn:<AWS::Partition>:(autoscaling:[^*]+:autoScalingGroup:|eks:[^*]+:nodegroup\/sovereign-[a-z]{2}-[a-z0-9-]+\/)\*$/,
    "Node groups of the one cluster, by its name or by the tag with its name; EKS chooses the groups' own.",
  ],
  [
    /^Session\/Role$/,
    /^Resource::\*$/,
    'Session Manager holds none of these actions to a resource; the condition beside them is the region.',
  ],
];

const OF_POLICIES: readonly Wildcard[] = [
  [
    /^Boundary\/Policy$/,
    /^(Action::[a-z0-9-]+:(Get|List|Describe)?\*|Resource::\*)$/,
    'A boundary gives nothing: it names the services that a role of the region may have anything to do with, and denies the rest.',
  ],
  [
    /^Deploy\d\/Policy$/,
    /^Resource::arn:<AWS::Partition>:(s3:::|iam::<AWS::AccountId>:(role|policy|instance-profile)\/)sovereign-[a-z]{2}-\*$/,
    "What bears the country's name: CloudFormation makes it.",
  ],
  [
    /^Deploy\d\/Policy$/,
    /^Resource::arn:<AWS::Partition>:(iam::aws:policy|iam::<AWS::AccountId>:role\/aws-service-role(\/[a-z0-9.-]+)?|kms:\*:<AWS::AccountId>:key)\/\*$/,
    "Roles and policies of the vendor are read, service-linked roles made for the services named; keys are used through services of the country's regions only.",
  ],
  [
    /^Deploy\d\/Policy$/,
    /^Resource::\*$/,
    "Named actions of the types in the templates, for what has no name before it is made; held to the country's regions, and under the boundary.",
  ],
];

const wildcard =
  (type: string) =>
  ([at, finding, reason]: Wildcard): Suppression => ({ rule: 'AwsSolutions-IAM5', type, at, finding, reason });

export const SUPPRESSIONS: readonly Suppression[] = [
  {
    rule: 'AwsSolutions-S1',
    type: 'AWS::S3::Bucket',
    at: /Access\/Bucket$/,
    reason: "It receives the other buckets' access logs; its own would be written into itself, a log of each log.",
  },
  {
    rule: 'AwsSolutions-S1',
    type: 'AWS::S3::Bucket',
    at: /^Toolkit\/Templates\/Bucket$/,
    reason:
      'It is there before any bucket that could receive its logs. One role writes to it, and what it deploys is in the trail.',
  },
  {
    rule: 'AwsSolutions-IAM4',
    type: 'AWS::IAM::Role',
    at: /^ClusterRole$/,
    finding: /policy\/AmazonEKSClusterPolicy\]?$/,
    reason:
      'EKS asks for this policy on the control plane and adds to it with new versions; only EKS assumes the role.',
  },
  ...['AWS::EC2::NetworkAcl', 'AWS::EC2::NetworkAclEntry'].map((type) => ({
    rule: 'AwsSolutions-VPC3',
    type,
    at: /^Network\/Acl\w+\//,
    reason:
      'The rule fears lists kept by hand. These are computed from the plan, and stand behind the groups as a second wall.',
  })),
  {
    rule: 'AwsSolutions-AS3',
    type: 'AWS::AutoScaling::AutoScalingGroup',
    at: /^Session\/Host$/,
    reason: 'One host, made anew each week by design: a notice of it would be noise. Its launches are in the trail.',
  },
  ...OF_ROLES.map(wildcard('AWS::IAM::Role')),
  ...OF_POLICIES.map(wildcard('AWS::IAM::ManagedPolicy')),
];
