/**
 * What CloudFormation may do for a country: what the handlers of the types in its templates ask for, in its regions, to
 * what bears its name, and no more.
 */
import { handlerActions } from '../../../catalogue';
import { OWN_ACCOUNT } from '../addresses';
import { RECORDER_STOPS } from '../guardrails/audit';
import { MOST_POLICY_CHARACTERS } from '../identity/boundary';
import { type IdentityContext, ours, own } from '../identity/context';
import type { PolicyStatement } from '../identity/types';

/** Types that come with others, and are promised by them. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': ['EC2::LaunchTemplate', 'IAM::InstanceProfile'],
  'AWS::Backup::BackupPlan': ['Backup::BackupSelection'],
  'AWS::CloudWatch::Alarm': ['Logs::MetricFilter'],
  'AWS::Config::ConfigurationRecorder': ['Config::DeliveryChannel'],
  'AWS::EC2::InternetGateway': ['EC2::VPCGatewayAttachment'],
  'AWS::EC2::NetworkAcl': ['EC2::NetworkAclEntry', 'EC2::SubnetNetworkAclAssociation'],
  'AWS::EC2::RouteTable': ['EC2::Route', 'EC2::SubnetRouteTableAssociation'],
  'AWS::EC2::Subnet': ['EC2::RouteTable', 'EC2::Route', 'EC2::SubnetRouteTableAssociation'],
  'AWS::EC2::TransitGateway': [
    'EC2::TransitGatewayRoute',
    'EC2::TransitGatewayRouteTable',
    'EC2::TransitGatewayRouteTableAssociation',
    'EC2::TransitGatewayRouteTablePropagation',
  ],
  'AWS::EC2::TransitGatewayAttachment': ['EC2::TransitGatewayVpcAttachment'],
  'AWS::EC2::VPC': [
    'EC2::DHCPOptions',
    'EC2::SecurityGroup',
    'EC2::SecurityGroupEgress',
    'EC2::SecurityGroupIngress',
    'EC2::VPCCidrBlock',
    'EC2::VPCDHCPOptionsAssociation',
  ],
  'AWS::EC2::VPNConnection': ['EC2::CustomerGateway', 'EC2::VPNConnectionRoute'],
  'AWS::EC2::VPNGateway': ['EC2::VPCGatewayAttachment', 'EC2::VPNGatewayRoutePropagation'],
  'AWS::EKS::Addon': ['EKS::PodIdentityAssociation'],
  'AWS::EKS::Cluster': ['EKS::AccessEntry'],
  'AWS::EKS::Nodegroup': ['EC2::LaunchTemplate', 'EC2::PlacementGroup'],
  'AWS::GuardDuty::Detector': ['GuardDuty::PublishingDestination'],
  'AWS::KMS::Key': ['KMS::Alias'],
  'AWS::KinesisFirehose::DeliveryStream': ['Logs::SubscriptionFilter'],
  'AWS::Route53Resolver::FirewallRuleGroup': ['Route53Resolver::FirewallRuleGroupAssociation'],
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': ['Route53Resolver::ResolverQueryLoggingConfigAssociation'],
  'AWS::S3::Bucket': ['S3::BucketPolicy'],
  'AWS::SNS::Topic': ['SNS::TopicPolicy'],
};

/** Handlers ask for these too; no template of ours needs them. */
const WITHHELD: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^iam:.*(User|Group)/, 'users and groups are not made'],
  [/^iam:DeleteRolePermissionsBoundary$/, 'a role keeps its boundary'],
  [/^iam:List(Roles|Policies|InstanceProfiles)$/, 'roles and policies are named, not looked for'],
  [/^sts:/, 'it takes no other role'],
  [/^(inspector2|s3tables|vpc-lattice|vpce):/, 'services that are not used'],
  [/^organizations:(DescribeOrganization|ListAWSService|ListDelegated)/, 'nothing is made for the whole organisation'],
  [/^kms:(ScheduleKeyDeletion|DisableKey|DisableKeyRotation)$/, 'keys outlive their stack, and turn'],
  [
    /^s3:(DeleteObject|GetObject|PutObjectAcl|PutBucketAcl|PutBucketWebsite|DeleteBucketWebsite)$/,
    'objects are not its business',
  ],
  [/^s3:.*(Metadata|Accelerate|Inventory|Analytics|IntelligentTiering|Cors|CORS)/, 'features that are not used'],
  [/^firehose:StopDeliveryStreamEncryption$/, 'streams stay encrypted'],
  [/^logs:.*(DataProtection|DeletionProtection|IndexPolic|BearerToken)/, 'features that are not used'],
  [/^(cloudtrail:PutInsightSelectors|sns:PutDataProtectionPolicy)$/, 'features that are not used'],
  [
    /^ec2:(ModifyVpcTenancy|AllocateIpamPoolCidr|AcceptAddressTransfer|.*PrivateNatGatewayAddress)$/,
    'features that are not used',
  ],
  [/^eks:ActivateCertificateAuthority$/, 'a feature that is not used'],
  [
    /^backup:(.*Notifications|DeleteBackupVault(AccessPolicy|LockConfiguration))$/,
    'vaults stay locked, and tell nobody',
  ],
  [/^fsx:(CreateBackup|DescribeBackups)$/, 'file systems are linked, and have no backups'],
  [
    /^organizations:(DescribeOrganization|ListAWSServiceAccessForOrganization|ListDelegatedAdministrators)$/,
    'trails and recorders are of an account, not of an organisation',
  ],
  [/^ec2:DisableSnapshotBlockPublicAccess$/, 'snapshots stay closed'],
];

/** Actions of IAM that take the boundary of the role they change as a condition. */
const UNDER_BOUNDARY = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
];

/** Uses of a key: through a service that asks for the caller, never by hand. */
const KEY_USES = ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:RetireGrant'];

/** Of services whose requests name no resource of ours, or none at all. */
const OF_THE_ACCOUNT = ['s3:ListAllMyBuckets', 's3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'];

/** Type → services that its roles are handed to. */
const HANDED_TO: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': ['ec2.${AWS::URLSuffix}'],
  'AWS::Backup::BackupSelection': ['backup.amazonaws.com'],
  'AWS::CloudTrail::Trail': ['cloudtrail.amazonaws.com'],
  'AWS::Config::ConfigurationRecorder': ['config.amazonaws.com'],
  'AWS::EC2::FlowLog': ['vpc-flow-logs.amazonaws.com'],
  'AWS::EKS::Cluster': ['eks.amazonaws.com'],
  'AWS::EKS::Nodegroup': ['ec2.${AWS::URLSuffix}', 'eks.amazonaws.com'],
  'AWS::EKS::PodIdentityAssociation': ['pods.eks.amazonaws.com', 'eks.amazonaws.com'],
  'AWS::Events::Rule': ['events.amazonaws.com'],
  'AWS::KinesisFirehose::DeliveryStream': ['firehose.amazonaws.com'],
  'AWS::Logs::SubscriptionFilter': ['logs.amazonaws.com'],
  'AWS::S3::Bucket': ['s3.amazonaws.com'],
};

/** Type → services that make a role of their own when it is first used. */
const OWN_ROLES: Readonly<Record<string, readonly string[]>> = {
  'AWS::AccessAnalyzer::Analyzer': ['access-analyzer.amazonaws.com'],
  'AWS::AutoScaling::AutoScalingGroup': ['autoscaling.amazonaws.com'],
  'AWS::Backup::BackupVault': ['backup.amazonaws.com'],
  'AWS::CloudTrail::Trail': ['cloudtrail.amazonaws.com'],
  'AWS::Config::ConfigurationRecorder': ['config.amazonaws.com'],
  'AWS::EC2::FlowLog': ['delivery.logs.amazonaws.com'],
  'AWS::EC2::TransitGatewayAttachment': ['transitgateway.amazonaws.com'],
  // Keeps the key that both ends of a tunnel share.
  'AWS::EC2::VPNConnection': ['s2svpn.amazonaws.com'],
  'AWS::EKS::Cluster': ['eks.amazonaws.com'],
  'AWS::EKS::Nodegroup': ['autoscaling.amazonaws.com', 'eks-nodegroup.amazonaws.com'],
  'AWS::FSx::FileSystem': ['fsx.amazonaws.com', 's3.data-source.lustre.fsx.amazonaws.com'],
  'AWS::GuardDuty::Detector': ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com'],
  'AWS::NetworkFirewall::Firewall': ['network-firewall.amazonaws.com'],
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': ['route53resolver.amazonaws.com'],
  'AWS::SecurityHub::Hub': ['securityhub.amazonaws.com'],
};

/** The types a plan's templates may hold: those it promises, and their parts. */
export function typesOf(promised: readonly string[]): string[] {
  const parts = promised.flatMap((type) => (PARTS[type] ?? []).map((part) => `AWS::${part}`));
  return [...new Set([...promised, ...parts])].sort();
}

const isWithheld = (action: string, types: readonly string[]): boolean =>
  // The handler of clusters asks for them for a mode that is not used.
  (/InstanceProfile$/.test(action) && !types.includes('AWS::IAM::InstanceProfile')) ||
  RECORDER_STOPS.includes(action) ||
  WITHHELD.some(([pattern]) => pattern.test(action));

/**
 * Policies of CloudFormation's role for these types.
 *
 * @throws RangeError for a type whose handlers the catalogue does not know
 */
export function executionPolicies(context: IdentityContext, types: readonly string[]): PolicyStatement[][] {
  const actions = new Set(
    types.flatMap((type) => {
      const known = handlerActions(type);
      if (!known) throw new RangeError(`The catalogue knows no handlers of ${type}`);
      return known.filter((action) => !isWithheld(action, types));
    }),
  );
  const take = (match: (action: string) => boolean): string[] => {
    const taken = [...actions].filter(match).sort();
    for (const action of taken) actions.delete(action);
    return taken;
  };
  const inCountry = { StringEquals: { 'aws:RequestedRegion': context.regions } };
  const from = (table: Readonly<Record<string, readonly string[]>>): string[] =>
    [...new Set(types.flatMap((type) => table[type] ?? []))].sort();
  const allow = (Sid: string, Action: string[], rest: Omit<PolicyStatement, 'Sid' | 'Effect' | 'Action'>) =>
    Action.length > 0 ? [{ Sid, Effect: 'Allow' as const, Action, ...rest }] : [];

  const passes = take((action) => action === 'iam:PassRole');
  const linked = take((action) => action === 'iam:CreateServiceLinkedRole');
  const named = ['role', 'policy', ...(types.includes('AWS::IAM::InstanceProfile') ? ['instance-profile'] : [])].map(
    (what) => own(`${what}/${ours(context, '*')}`),
  );
  const statements: PolicyStatement[] = [
    ...allow(
      'RolesUnderTheBoundary',
      take((action) => UNDER_BOUNDARY.includes(action)),
      {
        Resource: named[0] as string,
        Condition: { StringEquals: { 'iam:PermissionsBoundary': own(`policy/${ours(context, 'boundary')}`) } },
      },
    ),
    ...allow(
      'ReadsRoles',
      take((action) => /^iam:(Get|List)/.test(action)),
      { Resource: [...named, own('role/aws-service-role/*'), 'arn:${AWS::Partition}:iam::aws:policy/*'] },
    ),
    ...allow(
      'RolesAndPoliciesOfTheCountry',
      take((action) => action.startsWith('iam:')),
      { Resource: named },
    ),
    ...allow('HandsRolesToServices', passes, {
      Resource: [
        named[0] as string,
        // The recorder acts as the role the service has of its own.
        ...(types.includes('AWS::Config::ConfigurationRecorder')
          ? [own('role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig')]
          : []),
      ],
      Condition: { StringEquals: { 'iam:PassedToService': from(HANDED_TO) } },
    }),
    ...allow('ServicesMakeTheirOwnRoles', linked, {
      Resource: own('role/aws-service-role/*'),
      Condition: { StringEquals: { 'iam:AWSServiceName': from(OWN_ROLES) } },
    }),
    // FSx writes what the role of a linked file system may, as whoever makes the link (FSx for Lustre User Guide,
    // "Adding permissions to use data repositories in Amazon S3").
    ...(types.includes('AWS::FSx::DataRepositoryAssociation')
      ? allow('LinksFileSystemsToBuckets', ['iam:PutRolePolicy'], {
          Resource: own('role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*'),
        })
      : []),
    ...allow(
      'KeysThroughServices',
      take((action) => KEY_USES.includes(action)),
      {
        Resource: `arn:\${AWS::Partition}:kms:*:${OWN_ACCOUNT}:key/*`,
        Condition: {
          StringLike: { 'kms:ViaService': context.regions.map((region) => `*.${region}.amazonaws.com`) },
        },
      },
    ),
    ...allow(
      'Organizations',
      take((action) => action.startsWith('organizations:')),
      { Resource: '*' },
    ),
    ...allow(
      'OfTheAccount',
      take((action) => OF_THE_ACCOUNT.includes(action)),
      { Resource: '*', Condition: inCountry },
    ),
    ...allow(
      'Buckets',
      take((action) => action.startsWith('s3:')),
      { Resource: `arn:\${AWS::Partition}:s3:::${ours(context, '*')}`, Condition: inCountry },
    ),
  ];
  if (actions.has('kms:PutKeyPolicy'))
    statements.push({
      Sid: 'TheBootstrapsKeyIsNotItsOwn',
      Effect: 'Deny',
      Action: [...actions].filter((action) => action.startsWith('kms:')).sort(),
      Resource: '*',
      Condition: {
        'ForAnyValue:StringEquals': {
          'kms:ResourceAliases': ['bootstrap', 'recovery-bootstrap'].map((key) => `alias/${ours(context, key)}`),
        },
      },
    });
  return packed(statements, [...actions].sort(), inCountry);
}

/** Room for what stands for account, partition and suffix: they are no longer than their placeholders. */
const sizeOf = (statements: readonly PolicyStatement[]): number =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }).length;

/**
 * Statements in order, then the rest of the actions in one statement a policy, in as few policies as take them. A
 * statement a service would say the condition each time, and the template must fit a call without a bucket.
 */
function packed(
  statements: readonly PolicyStatement[],
  actions: readonly string[],
  Condition: PolicyStatement['Condition'],
): PolicyStatement[][] {
  const policies: PolicyStatement[][] = [];
  const fits = (more: PolicyStatement): boolean => sizeOf([...(policies.at(-1) ?? []), more]) <= MOST_POLICY_CHARACTERS;
  for (const statement of statements)
    if (policies.length > 0 && fits(statement)) policies.at(-1)?.push(statement);
    else policies.push([statement]);
  const inCountry = (Action: readonly string[]): PolicyStatement => ({
    Sid: 'InTheCountrysRegions',
    Effect: 'Allow',
    Action: [...Action],
    Resource: '*',
    Condition,
  });
  let taken: string[] = [];
  for (const action of actions) {
    if (!fits(inCountry([...taken, action]))) {
      if (taken.length > 0) policies.at(-1)?.push(inCountry(taken));
      policies.push([]);
      taken = [];
    }
    taken.push(action);
  }
  if (taken.length > 0) policies.at(-1)?.push(inCountry(taken));
  return policies;
}
