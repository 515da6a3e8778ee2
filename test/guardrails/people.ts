/** Who asks, and for what, in India. */
import { ACCOUNT, NETWORK, ORG, OUTSIDER, type Request, type Who } from './simulate';

export const role = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${name}`;
export const member = (name: string, account = ACCOUNT): Who => ({ principal: role(name, account), kind: 'member' });

/** Someone with every right an account can give, or who took theirs. */
export const insider = member('PowerUser');
/** ARN of a managed policy. */
export const managed = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
export const boundary = { 'iam:PermissionsBoundary': managed('sovereign-in-boundary') };
export const operator = member('Operator');
export const node = member('sovereign-in-mumbai-a-node');
export const pod = member('Training');
export const replication = member('sovereign-in-replication');
export const backup = member('sovereign-in-backup');
export const restore = member('sovereign-in-restore');
export const deployer = member(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-ap-south-1`);
/** CloudFormation in the account of the inspection network. */
export const gatekeeper = member(`cdk-hnb659fds-cfn-exec-role-${NETWORK}-ap-south-1`, NETWORK);
export const runner = member(`cdk-hnb659fds-deploy-role-${ACCOUNT}-ap-south-1`);
export const administrator = member('OrganizationAccountAccessRole');
export const root: Who = { principal: `arn:aws:iam::${ACCOUNT}:root`, kind: 'member' };
export const linked = (service: string, name: string): Who => ({
  principal: role(`aws-service-role/${service}.amazonaws.com/${name}`),
  kind: 'linked',
});
export const fileSystem = linked('s3.data-source.lustre.fsx', 'AWSServiceRoleForFSxS3Access_fs-0a1b2c3d4e5f67890');
export const vault = (region = 'ap-south-1', name = 'sovereign-in-backup'): string =>
  `arn:aws:backup:${region}:${ACCOUNT}:backup-vault:${name}`;
export const autoscaling = linked('autoscaling', 'AWSServiceRoleForAutoScaling');
export const service = (principal: string): Who => ({ principal, kind: 'service' });
export const outsider: Who = { principal: role('Stranger', OUTSIDER), kind: 'outsider' };

type Row = readonly [
  name: string,
  as: Who,
  action: string,
  resource: string,
  context?: Request['context'],
  owner?: string,
];
export const rows = (list: readonly Row[]): Request[] =>
  list.map(([name, as, action, resource, context, owner]) => ({ name, as, action, resource, context, owner }));

export const at = (region: string) => ({ 'aws:RequestedRegion': region });
export const abroad = at('eu-west-1');
export const home = at('us-east-1');
export const recovery = at('ap-south-2');
export const ec2 = (what: string, region = 'ap-south-1'): string => `arn:aws:ec2:${region}:${ACCOUNT}:${what}`;
export const kms = (region = 'ap-south-1', account = ACCOUNT): string =>
  `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const MODEL = 'arn:aws:bedrock:ap-south-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';
export const profile = (region: string): string =>
  `arn:aws:bedrock:${region}:${ACCOUNT}:inference-profile/apac.anthropic.claude-3-haiku`;
export const model = (region: string): string => MODEL.replace('ap-south-1', region);
export const object = `arn:aws:s3:::sovereign-in-models-${ACCOUNT}/weights.safetensors`;
export const bucket = (purpose: string): string => `arn:aws:s3:::sovereign-in-${purpose}-${ACCOUNT}`;
export const archive = bucket('archive');
export const network = { 'aws:VpceOrgID': ORG, 'aws:SourceVpc': 'vpc-0a1b2c3d' };
export const instance = {
  'ec2:SourceInstanceARN': ec2('instance/i-0a1b2c3d'),
  'aws:Ec2InstanceSourceVpc': 'vpc-0a1b2c3d',
};
export const trail = `arn:aws:cloudtrail:ap-south-1:${ACCOUNT}:trail/audit`;
export const trailLogs = `arn:aws:logs:ap-south-1:${ACCOUNT}:log-group:/aws/cloudtrail/sovereign-in-trail`;
export const findingLogs = `arn:aws:logs:ap-south-1:${ACCOUNT}:log-group:/aws/events/sovereign-in-findings`;
export const alarm = `arn:aws:cloudwatch:ap-south-1:${ACCOUNT}:alarm:sovereign-in-root-use`;
export const topic = `arn:aws:sns:ap-south-1:${ACCOUNT}:sovereign-in-alarms`;
export const detector = `arn:aws:guardduty:ap-south-1:${ACCOUNT}:detector/12abc34d567e8fa901bc2d34e56789f0`;
export const recorder = `arn:aws:config:ap-south-1:${ACCOUNT}:configuration-recorder/sovereign-in-audit/abcd1234`;
export const logStream = `arn:aws:firehose:ap-south-1:${ACCOUNT}:deliverystream/sovereign-in-mumbai-a-cluster-logs`;
export const clusterLogs = `arn:aws:logs:ap-south-1:${ACCOUNT}:log-group:/aws/eks/sovereign-in-mumbai-a/cluster`;
export const tunnelLogs = clusterLogs.replace(
  'eks/sovereign-in-mumbai-a/cluster',
  'vendedlogs/sovereign-in-mumbai-a/vpn',
);
export const cluster = `arn:aws:eks:ap-south-1:${ACCOUNT}:cluster/sovereign-in-mumbai-a`;
export const snapshot = (region: string): string => `arn:aws:ec2:${region}::snapshot/snap-0a1b2c3d`;
export const privateCluster = { 'eks:endpointPublicAccess': 'false', 'eks:controlPlaneEgressMode': 'CUSTOMER_ROUTED' };
export const secret = `arn:aws:secretsmanager:ap-south-1:${ACCOUNT}:secret:token-AbCdEf`;
export const recoveryPoint = `arn:aws:backup:ap-south-1:${ACCOUNT}:recovery-point:1a2b3c4d`;
export const table = `arn:aws:dynamodb:ap-south-1:${ACCOUNT}:table/jobs`;
export const share = `arn:aws:ram:ap-south-1:${ACCOUNT}:resource-share/1234abcd`;
