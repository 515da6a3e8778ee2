/** Policies of keys as IAM decides them. Everyone here may do everything by their own policies: what is denied, the key denies. */
import { keyFiles } from '../../../lib/evidence/keys-text';
import type { Statement } from '../../../lib/plan/aws';
import { allowed } from '../../support/iam';
import { awsOnly, planOf } from '../../support/plans';

const OWN = '222222222222';
const CELL = '333333333333';
const LOGS = '111111111111';
const OTHER = '666666666666';

/** India with an account for each, so that the policies beside the runbook are whole. */
const plan = planOf(
  awsOnly(
    'in',
    ['custody: cmk', 'custody: external'],
    [
      '  network: 10.64.0.0/12',
      `  accounts: { logArchive: "${LOGS}", data: "${OWN}" }\n  tenants: [health, tax]\n  network: 10.64.0.0/12`,
    ],
    ['zone: aps1-az1', `zone: aps1-az1\n      account: "${CELL}"`],
  ),
);
// The bootstrap is of every account; here it stands in ours.
const files = Object.fromEntries(keyFiles(plan).map(({ path, text }) => [path, text.replaceAll('<account>', OWN)]));
const policyOf = (stack: string, purpose: string): Statement[] =>
  JSON.parse(files[`aws/keys/sovereign-in-${stack}-${purpose}.policy.json`] ?? 'null').Statement;

const role = (name: string, account: string): string => `arn:aws:iam::${account}:role/${name}`;
const AUTOSCALING = role('aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling', CELL);
const s3 = (bucket: string, account = OWN, region = 'ap-south-1') => ({
  'kms:ViaService': `s3.${region}.amazonaws.com`,
  'kms:CallerAccount': account,
  'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${bucket}`,
});
const through = (service: string, account: string) => ({
  'kms:ViaService': `${service}.ap-south-1.amazonaws.com`,
  'kms:CallerAccount': account,
});
const tag = (namespace: string) => ({ 'aws:PrincipalTag/kubernetes-namespace': namespace });
const MODELS = `sovereign-in-models-${OWN}`;
const HEALTH = `sovereign-in-tenant-health-${OWN}`;

type Row = readonly [
  what: string,
  key: readonly [stack: string, purpose: string, owner: string],
  as: string,
  action: string,
  context?: Record<string, string>,
];
const ARCHIVE = ['archive', 'archive', LOGS] as const;
const DATA = ['data', 'data', OWN] as const;
const TENANT = ['data', 'tenant-health', OWN] as const;
const RECOVERY = ['recovery', 'recovery', OWN] as const;
const CLUSTER = ['cell-mumbai-a', 'cluster', CELL] as const;
const VOLUMES = ['cell-mumbai-a', 'volumes', CELL] as const;
const GROUPS = ['cell-mumbai-a', 'logs', CELL] as const;
const AUDIT = ['audit-cell-mumbai-a', 'audit', CELL] as const;
const REGISTRY = ['registry', 'registry', OWN] as const;
const TEMPLATES = ['bootstrap', 'bootstrap', OWN] as const;
const BACKUP = ['data', 'backup', OWN] as const;
const BACKUP_COPY = ['recovery', 'backup-recovery', OWN] as const;
const LUSTRE = ['cell-mumbai-a', 'lustre', CELL] as const;
/** Role that FSx takes for one file system. */
const fileSystem = (account: string): string =>
  role('aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0a1b2c3d', account);
const vaults = (region = 'ap-south-1') => ({
  'kms:ViaService': `backup.${region}.amazonaws.com`,
  'kms:CallerAccount': OWN,
});
const admin = (account: string): string => role('Administrator', account);
const TRAIL_LOGS = '/aws/cloudtrail/sovereign-in-trail';
const trail = (account: string, region = 'ap-south-1') => ({
  'aws:SourceArn': `arn:aws:cloudtrail:${region}:${account}:trail/sovereign-in-trail`,
});
const detector = (account: string) => ({
  'aws:SourceAccount': account,
  'aws:SourceArn': `arn:aws:guardduty:ap-south-2:${account}:detector/x`,
});
const alarm = (account: string, what = 'alarm:sovereign-in-root-use') => ({
  'aws:SourceAccount': account,
  'aws:SourceArn': `arn:aws:cloudwatch:ap-south-1:${account}:${what}`,
});
const logGroup = (name: string, account = CELL) => ({
  'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:ap-south-1:${account}:log-group:${name}`,
});

/** Who may use each key of a bucket, and how S3 asks for them; every one of these changed is refused. */
// biome-ignore format: a table is read in rows
const READERS: readonly Row[] = [
  ['an auditor', ARCHIVE, role('Auditor', LOGS), 'kms:Decrypt', s3(`sovereign-in-archive-${LOGS}`, LOGS)],
  ['a role of the account', DATA, admin(OWN), 'kms:Decrypt', s3(MODELS)],
  ['a cell', DATA, role('Pod', CELL), 'kms:Decrypt', s3(`sovereign-in-data-${OWN}`, CELL)],
  ['its pod', TENANT, role('Pod', OWN), 'kms:Decrypt', { ...s3(HEALTH), ...tag('health') }],
  ['its pod in a cell', TENANT, role('Pod', CELL), 'kms:Decrypt', { ...s3(HEALTH, CELL), ...tag('health') }],
  ['the copying role', TENANT, role('sovereign-in-replication', OWN), 'kms:Decrypt', s3(HEALTH)],
  ['the publisher', TEMPLATES, role('cdk-sovin-file-publishing-role', OWN), 'kms:GenerateDataKey', s3(`cdk-sovin-assets-${OWN}-ap-south-1`)],
  ['AWS Backup', TENANT, role('sovereign-in-backup', OWN), 'kms:Decrypt', s3(HEALTH)],
  ['AWS Backup writing back', TENANT, role('sovereign-in-restore', OWN), 'kms:GenerateDataKey', s3(HEALTH)],
  ['the file system of a cell', DATA, fileSystem(CELL), 'kms:GenerateDataKey', s3(MODELS, CELL)],
  ['the account', RECOVERY, admin(OWN), 'kms:GenerateDataKey', s3(`sovereign-in-models-copy-${OWN}`, OWN, 'ap-south-2')],
];
const CHANGED: Readonly<Record<string, Record<string, string>>> = {
  'another service': { 'kms:ViaService': 'secretsmanager.ap-south-1.amazonaws.com' },
  'another region': { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
  'another bucket': { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::somewhere-else' },
};

const CLUSTERS = `sovereign-in-archive-clusters-${LOGS}`;
const STREAM = role('sovereign-in-cluster-logs-mumbai-a', CELL);

// biome-ignore format: a table is read in rows
const DENIED: readonly Row[] = [
  // Administrators cannot use
  ...([ARCHIVE, DATA, TENANT, RECOVERY, CLUSTER, VOLUMES, GROUPS, REGISTRY, TEMPLATES, AUDIT, BACKUP, BACKUP_COPY, LUSTRE] as const).flatMap((key): Row[] =>
    ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:CreateGrant', 'kms:ReplicateKey'].map(
      (action): Row => [`an administrator's own ${action}`, key, admin(key[2]), action],
    ),
  ),
  // Users cannot administer
  ['a cell schedules the deletion of the data key', DATA, role('Pod', CELL), 'kms:ScheduleKeyDeletion', { 'kms:CallerAccount': CELL }],
  ['a cell puts the policy of the data key', DATA, role('Pod', CELL), 'kms:PutKeyPolicy', { 'kms:CallerAccount': CELL }],
  ['Auto Scaling disables the key of volumes', VOLUMES, AUTOSCALING, 'kms:DisableKey'],
  ['the log delivery service deletes the archive key', ARCHIVE, 'delivery.logs.amazonaws.com', 'kms:ScheduleKeyDeletion', { 'aws:SourceAccount': CELL, 'aws:SourceArn': `arn:aws:logs:ap-south-1:${CELL}:x` }],
  // Through another service, region, bucket or account
  ...READERS.flatMap(([who, key, as, action, context]) =>
    Object.entries(CHANGED).map(([what, change]): Row => [`${who} through ${what}`, key, as, action, { ...context, ...change }]),
  ),
  ['a bucket whose name begins alike', DATA, admin(OWN), 'kms:GenerateDataKey', s3(`${MODELS}-x`)],
  ['a stranger with the data key', DATA, role('Stranger', OTHER), 'kms:Decrypt', s3(MODELS, OTHER)],
  ['a copy read in the primary region', RECOVERY, admin(OWN), 'kms:Decrypt', s3(`sovereign-in-models-copy-${OWN}`)],
  ['a cell with the archive key', ARCHIVE, role('Pod', CELL), 'kms:Decrypt', s3(`sovereign-in-archive-${LOGS}`, CELL)],
  ['flow logs of a stranger', ARCHIVE, 'delivery.logs.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': OTHER, 'aws:SourceArn': `arn:aws:logs:ap-south-1:${OTHER}:x` }],
  ['flow logs from another region', ARCHIVE, 'delivery.logs.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': CELL, 'aws:SourceArn': `arn:aws:logs:eu-west-1:${CELL}:x` }],
  ['another service delivers into the archive', ARCHIVE, 'sns.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': CELL }],
  ['the trail of a stranger', ARCHIVE, 'cloudtrail.amazonaws.com', 'kms:GenerateDataKey', trail(OTHER)],
  ['a trail made in another region', ARCHIVE, 'cloudtrail.amazonaws.com', 'kms:GenerateDataKey', trail(CELL, 'eu-west-1')],
  ['configuration of a stranger', ARCHIVE, 'config.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': OTHER }],
  ['findings of a stranger', ARCHIVE, 'guardduty.amazonaws.com', 'kms:GenerateDataKey', detector(OTHER)],
  ['GuardDuty for something else', ARCHIVE, 'guardduty.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': CELL, 'aws:SourceArn': `arn:aws:guardduty:ap-south-1:${CELL}:malware-protection-plan/x` }],
  ['GuardDuty reads the archive', ARCHIVE, 'guardduty.amazonaws.com', 'kms:Decrypt', detector(CELL)],
  // Streams of clusters
  ['another role of a cell', ARCHIVE, role('sovereign-in-mumbai-a-node', CELL), 'kms:GenerateDataKey', s3(CLUSTERS, CELL)],
  ['the stream of a stranger', ARCHIVE, role('sovereign-in-cluster-logs-mumbai-a', OTHER), 'kms:GenerateDataKey', s3(CLUSTERS, OTHER)],
  ['a stream through another service', ARCHIVE, STREAM, 'kms:GenerateDataKey', { ...s3(CLUSTERS, CELL), 'kms:ViaService': 'sqs.ap-south-1.amazonaws.com' }],
  ['a stream with the archive itself', ARCHIVE, STREAM, 'kms:Decrypt', s3(`sovereign-in-archive-${LOGS}`, CELL)],
  ['a stream administers the key', ARCHIVE, STREAM, 'kms:CreateGrant', s3(CLUSTERS, CELL)],
  ['a grant of a stream through another service', GROUPS, admin(CELL), 'kms:CreateGrant', through('ec2', CELL)],
  ['a grant of a stream to a stranger', GROUPS, role('Deployer', OTHER), 'kms:CreateGrant', through('firehose', OTHER)],
  // Alarms
  ['an alarm of a stranger', AUDIT, 'cloudwatch.amazonaws.com', 'kms:GenerateDataKey', alarm(OTHER)],
  ['an alarm that a stranger speaks for', AUDIT, 'cloudwatch.amazonaws.com', 'kms:GenerateDataKey', { ...alarm(CELL), 'aws:SourceAccount': OTHER }],
  ['CloudWatch for something else', AUDIT, 'cloudwatch.amazonaws.com', 'kms:GenerateDataKey', alarm(CELL, 'dashboard/x')],
  ['a log group that is not of the audit', AUDIT, 'logs.ap-south-1.amazonaws.com', 'kms:GenerateDataKey', logGroup('/aws/eks/sovereign-in-mumbai-a/cluster')],
  // Tenants
  ["another tenant's pod", TENANT, role('sovereign-in-mumbai-a-workload', CELL), 'kms:Decrypt', { ...s3(HEALTH, CELL), ...tag('tax') }],
  ['a principal without a tag', TENANT, admin(OWN), 'kms:Decrypt', s3(HEALTH)],
  ["the tenant's key for a shared bucket", TENANT, role('sovereign-in-mumbai-a-workload', CELL), 'kms:GenerateDataKey', { ...s3(MODELS, CELL), ...tag('health') }],
  ['AWS Backup writes under the tenant key', TENANT, role('sovereign-in-backup', OWN), 'kms:GenerateDataKey', s3(HEALTH)],
  ['a stranger backs up the tenant', TENANT, role('backup', OWN), 'kms:Decrypt', s3(HEALTH)],
  ['the file system of a cell with the tenant key', TENANT, fileSystem(CELL), 'kms:Decrypt', s3(HEALTH, CELL)],
  // File systems and vaults
  ['the file system of a stranger', DATA, fileSystem(OTHER), 'kms:Decrypt', s3(MODELS, OTHER)],
  ['a file system through another service', LUSTRE, admin(CELL), 'kms:Decrypt', through('s3', CELL)],
  ['a grant of a file system through another service', LUSTRE, admin(CELL), 'kms:CreateGrant', through('ec2', CELL)],
  ['a backup through another service', BACKUP, admin(OWN), 'kms:Decrypt', through('s3', OWN)],
  ['a grant of a vault through another service', BACKUP, admin(OWN), 'kms:CreateGrant', through('ec2', OWN)],
  ['a backup of another region', BACKUP, admin(OWN), 'kms:Decrypt', vaults('ap-south-2')],
  ['a copy of a backup read in the primary region', BACKUP_COPY, admin(OWN), 'kms:Decrypt', vaults()],
  ['a grant of the vault of copies abroad', BACKUP_COPY, admin(OWN), 'kms:CreateGrant', vaults('eu-west-1')],
  ['the copying role writes under the tenant key', TENANT, role('sovereign-in-replication', OWN), 'kms:GenerateDataKey', s3(HEALTH)],
  // Grants
  ['a grant to a person', VOLUMES, AUTOSCALING, 'kms:CreateGrant', { 'kms:GrantIsForAWSResource': 'false' }],
  ['a grant of a volume to a person', VOLUMES, admin(CELL), 'kms:CreateGrant', { ...through('ec2', CELL), 'kms:GrantIsForAWSResource': 'false' }],
  ['a grant of a volume through another service', VOLUMES, admin(CELL), 'kms:CreateGrant', { ...through('eks', CELL), 'kms:GrantIsForAWSResource': 'true' }],
  ['a volume through another service', VOLUMES, admin(CELL), 'kms:Decrypt', through('s3', CELL)],
  ['a grant of secrets through another service', CLUSTER, admin(CELL), 'kms:CreateGrant', through('ec2', CELL)],
  ['a grant of images through another service', REGISTRY, admin(OWN), 'kms:CreateGrant', through('ec2', OWN)],
  ['another role reads secrets', CLUSTER, role('sovereign-in-mumbai-a-node', CELL), 'kms:Decrypt'],
  ['Auto Scaling reads secrets', CLUSTER, AUTOSCALING, 'kms:Decrypt'],
  // Log groups
  ['another log group', GROUPS, 'logs.ap-south-1.amazonaws.com', 'kms:GenerateDataKey', logGroup('/aws/eks/other/cluster')],
  ['the log group of a stranger', GROUPS, 'logs.ap-south-1.amazonaws.com', 'kms:GenerateDataKey', logGroup('/aws/eks/sovereign-in-mumbai-a/cluster', OTHER)],
  ['log groups of another region', GROUPS, 'logs.eu-west-1.amazonaws.com', 'kms:GenerateDataKey', logGroup('/aws/eks/sovereign-in-mumbai-a/cluster')],
];

// biome-ignore format: a table is read in rows
const ALLOWED: readonly Row[] = [
  ...([ARCHIVE, DATA, TENANT, RECOVERY, CLUSTER, VOLUMES, GROUPS, REGISTRY, TEMPLATES, AUDIT, BACKUP, BACKUP_COPY, LUSTRE] as const).flatMap((key): Row[] =>
    ['kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:GetKeyPolicy', 'kms:TagResource'].map(
      (action): Row => [`an administrator's ${action}`, key, admin(key[2]), action],
    ),
  ),
  ...READERS,
  ['models through S3, object by object', DATA, admin(OWN), 'kms:GenerateDataKey', s3(`${MODELS}/a/b`)],
  ['flow logs of a cell', ARCHIVE, 'delivery.logs.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': CELL, 'aws:SourceArn': `arn:aws:logs:ap-south-1:${CELL}:x` }],
  ['the trail of an account', ARCHIVE, 'cloudtrail.amazonaws.com', 'kms:GenerateDataKey', trail(CELL)],
  ['the trail of the archive itself', ARCHIVE, 'cloudtrail.amazonaws.com', 'kms:DescribeKey', trail(LOGS)],
  ['configuration of an account', ARCHIVE, 'config.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': OWN }],
  ['findings of an account', ARCHIVE, 'guardduty.amazonaws.com', 'kms:GenerateDataKey', detector(OWN)],
  ['the role that locks configuration', ARCHIVE, role('sovereign-in-archive-copies', LOGS), 'kms:Decrypt', s3(`sovereign-in-archive-config-${LOGS}`, LOGS)],
  ['the stream of a cell', ARCHIVE, STREAM, 'kms:GenerateDataKey', s3(CLUSTERS, CELL)],
  ['the stream of a cell, in parts', ARCHIVE, STREAM, 'kms:Decrypt', s3(CLUSTERS, CELL)],
  ['a stream is made', GROUPS, role('Deployer', CELL), 'kms:CreateGrant', through('firehose', CELL)],
  ['an alarm speaks', AUDIT, 'cloudwatch.amazonaws.com', 'kms:GenerateDataKey', alarm(CELL)],
  ['events for alarms', AUDIT, 'logs.ap-south-1.amazonaws.com', 'kms:GenerateDataKey', logGroup(TRAIL_LOGS)],
  ['findings kept', AUDIT, 'logs.ap-south-1.amazonaws.com', 'kms:GenerateDataKey', logGroup('/aws/events/sovereign-in-findings')],
  ["the tenant's own pod", TENANT, role('sovereign-in-mumbai-a-workload', CELL), 'kms:GenerateDataKey', { ...s3(HEALTH, CELL), ...tag('health') }],
  ['the copying role writes the copy', RECOVERY, role('sovereign-in-replication', OWN), 'kms:GenerateDataKey', s3(`sovereign-in-tenant-health-copy-${OWN}`, OWN, 'ap-south-2')],
  ['the control plane reads secrets', CLUSTER, role('sovereign-in-mumbai-a-cluster', CELL), 'kms:Decrypt'],
  ['a deployer grants secrets through EKS', CLUSTER, admin(CELL), 'kms:CreateGrant', through('eks', CELL)],
  ['Auto Scaling starts a node', VOLUMES, AUTOSCALING, 'kms:GenerateDataKeyWithoutPlaintext'],
  ['Auto Scaling grants a volume', VOLUMES, AUTOSCALING, 'kms:CreateGrant', { 'kms:GrantIsForAWSResource': 'true' }],
  ['a volume is attached', VOLUMES, role('Operator', CELL), 'kms:CreateGrant', { ...through('ec2', CELL), 'kms:GrantIsForAWSResource': 'true' }],
  ['a volume is read through EC2', VOLUMES, role('Operator', CELL), 'kms:Decrypt', through('ec2', CELL)],
  ['a file system is made', LUSTRE, role('Deployer', CELL), 'kms:CreateGrant', through('fsx', CELL)],
  ['a file system is read by FSx', LUSTRE, role('Deployer', CELL), 'kms:Decrypt', through('fsx', CELL)],
  ['a vault is made', BACKUP, role('Deployer', OWN), 'kms:CreateGrant', vaults()],
  ['a backup is written', BACKUP, role('sovereign-in-backup', OWN), 'kms:GenerateDataKey', vaults()],
  ['the vault of copies is made', BACKUP_COPY, role('Deployer', OWN), 'kms:CreateGrant', vaults('ap-south-2')],
  ['a copy of a backup is written', BACKUP_COPY, role('sovereign-in-backup', OWN), 'kms:GenerateDataKey', vaults('ap-south-2')],
  ['a repository is made', REGISTRY, role('Deployer', OWN), 'kms:CreateGrant', through('ecr', OWN)],
  ['control-plane logs', GROUPS, 'logs.ap-south-1.amazonaws.com', 'kms:GenerateDataKey', logGroup('/aws/eks/sovereign-in-mumbai-a/cluster')],
];

const ask = (
  [, [stack, purpose, owner], as, action, context]: Row,
  policy: readonly Statement[] = policyOf(stack, purpose),
): Promise<boolean> =>
  allowed({
    as,
    action,
    resource: `arn:aws:kms:${stack === 'recovery' ? 'ap-south-2' : 'ap-south-1'}:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    owner,
    context,
    // A service-linked role has its rights over this key from the key alone.
    identity: as === AUTOSCALING ? [] : undefined,
    policy,
  });
const named = (rows: readonly Row[]) => rows.map((row): [string, Row] => [`${row[1][1]}: ${row[0]}`, row]);

test.each(named(DENIED))('denied: %s', async (_, row) => {
  expect(await ask(row)).toBe(false);
});

test.each(named(ALLOWED))('allowed: %s', async (_, row) => {
  expect(await ask(row)).toBe(true);
});

/** A tenant's is as another's, and so is the bootstrap of the other region. */
test('every key of the plan is in the tables', () => {
  const asked = new Set(
    [...DENIED, ...ALLOWED].map(([, [stack, purpose]]) => `aws/keys/sovereign-in-${stack}-${purpose}.policy.json`),
  );
  const all = Object.keys(files).filter(
    (path) => path.endsWith('.policy.json') && !/tenant-tax|bootstrap-recovery|audit-(data|logarchive)/.test(path),
  );
  expect([...asked].sort()).toEqual(all.sort());
});

const keys = [...new Map(DENIED.map(([, key]) => [key[1], key])).values()];
const rowsOf = (rows: readonly Row[], purpose: string): Row[] => rows.filter(([, key]) => key[1] === purpose);

/** Whether one of a key's rows ends otherwise under another policy. */
async function noticed(
  rows: readonly Row[],
  purpose: string,
  policy: readonly Statement[],
  expected: boolean,
): Promise<boolean> {
  for (const row of rowsOf(rows, purpose)) if ((await ask(row, policy)) !== expected) return true;
  return false;
}

const statements = keys.flatMap(([stack, purpose]) =>
  policyOf(stack, purpose).map(({ Sid }) => ({ stack, purpose, Sid })),
);
test.each(statements)('$purpose: without $Sid, work is stopped', async ({ stack, purpose, Sid }) => {
  const policy = policyOf(stack, purpose).filter((statement) => statement.Sid !== Sid);
  expect(await noticed(ALLOWED, purpose, policy, true)).toBe(true);
});

/** The account's own root stands beside it and says the same; it is the vendor's published form. */
const TWICE = 'kms:CallerAccount';

const conditions = keys.flatMap(([stack, purpose]) =>
  policyOf(stack, purpose).flatMap(({ Sid, Condition = {} }) =>
    Object.entries(Condition).flatMap(([operator, tests]) =>
      Object.keys(tests)
        .filter((key) => key !== TWICE)
        .map((key) => ({ stack, purpose, Sid, operator, key })),
    ),
  ),
);
test.each(conditions)(
  '$purpose: $Sid without $key lets an attack through',
  async ({ stack, purpose, Sid, operator, key }) => {
    const policy = policyOf(stack, purpose).map((statement) => {
      if (statement.Sid !== Sid) return statement;
      const { [key]: _, ...others } = statement.Condition?.[operator] ?? {};
      return { ...statement, Condition: { ...statement.Condition, [operator]: others } };
    });
    expect(await noticed(DENIED, purpose, policy, false)).toBe(true);
  },
);

test("a linked file system of the key's own account has its rights from the key alone, and no other role of FSx has any", async () => {
  const text = awsOnly(
    'in',
    ['custody: cmk', 'custody: external'],
    ['  network: 10.64.0.0/12', `  accounts: { logArchive: "${LOGS}", data: "${OWN}" }\n  network: 10.64.0.0/12`],
    ['zone: aps1-az1', `zone: aps1-az1\n      account: "${OWN}"`],
  );
  const own = keyFiles(planOf(text)).find(({ path }) => path === 'aws/keys/sovereign-in-data-data.policy.json');
  const may = (as: string, context: Record<string, string>) =>
    allowed({
      as,
      action: 'kms:GenerateDataKey',
      resource: `arn:aws:kms:ap-south-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      owner: OWN,
      context,
      identity: [],
      policy: JSON.parse(own?.text ?? 'null').Statement,
    });
  const fsx = role('aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx', OWN);
  expect(await may(fileSystem(OWN), s3(MODELS))).toBe(true);
  expect(await may(fileSystem(OTHER), s3(MODELS, OTHER))).toBe(false);
  expect(await may(fileSystem(OWN), s3('somewhere-else'))).toBe(false);
  expect(await may(fileSystem(OWN), { ...s3(MODELS), 'kms:ViaService': 's3.eu-west-1.amazonaws.com' })).toBe(false);
  expect(await may(fsx, s3(MODELS))).toBe(false);
});
