/** Each direction, on both clouds: what is worse one way is better the other, and what has no worse end is neither. */
import { byTables, type Resources, told } from './support';

type Case = readonly [name: string, before: unknown, after: unknown, kind: string, message: RegExp];

const aws = (type: string, properties: unknown, more: object = {}): Resources => ({
  It: { Type: type, Properties: properties, ...more },
});
const az = (type: string, properties: unknown): Resources => ({ [`azurerm_${type}`]: { it: properties } });

const allow = (principal: unknown, action: unknown, resource: unknown = '*', condition?: unknown) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: resource,
  ...(condition ? { Condition: condition } : {}),
});
const policy = (...statements: unknown[]) =>
  aws('AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: { Statement: statements } });
const role = (...statements: unknown[]) =>
  aws('AWS::IAM::Role', { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] });
const DENY = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const inOrg = (...ids: string[]) => ({ StringEquals: { 'aws:PrincipalOrgID': ids } });
const account = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
const ingress = (...rules: unknown[]) =>
  aws('AWS::EC2::SecurityGroup', { SecurityGroupIngress: rules, SecurityGroupEgress: [] });
const https = (CidrIp: string) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp });
const nsg = (access: string, source: string) =>
  az('network_security_group', {
    security_rule: [
      {
        name: 'r',
        access,
        direction: 'Inbound',
        protocol: 'Tcp',
        source_address_prefix: source,
        source_port_range: '*',
        destination_address_prefix: '10.0.0.0/8',
        destination_port_range: '443',
      },
    ],
  });

/** From the better to the worse. */
const AWS: readonly Case[] = [
  [
    'logs kept shorter',
    aws('AWS::Logs::LogGroup', { RetentionInDays: 365 }),
    aws('AWS::Logs::LogGroup', { RetentionInDays: 90 }),
    'retention',
    /365 → 90/,
  ],
  [
    'logs that never expired',
    aws('AWS::Logs::LogGroup', {}),
    aws('AWS::Logs::LogGroup', { RetentionInDays: 3650 }),
    'retention',
    /for ever → 3650/,
  ],
  [
    'a public API',
    aws('AWS::EKS::Cluster', { ResourcesVpcConfig: { EndpointPublicAccess: false } }),
    aws('AWS::EKS::Cluster', { ResourcesVpcConfig: {} }),
    'path',
    /false → true \(by default\)/,
  ],
  [
    'a key no longer rotated',
    aws('AWS::KMS::Key', { EnableKeyRotation: true }),
    aws('AWS::KMS::Key', {}),
    'key',
    /EnableKeyRotation/,
  ],
  [
    'a key that can be copied abroad',
    aws('AWS::KMS::Key', { MultiRegion: false }),
    aws('AWS::KMS::Key', { MultiRegion: true }),
    'key',
    /MultiRegion/,
  ],
  [
    'a key brought back from outside',
    aws('AWS::KMS::Key', { Origin: 'EXTERNAL_KEY_STORE' }),
    aws('AWS::KMS::Key', { Origin: 'AWS_KMS' }),
    'key',
    /EXTERNAL_KEY_STORE → AWS_KMS/,
  ],
  [
    'no key of its own',
    aws('AWS::Logs::LogGroup', { KmsKeyId: 'arn:k' }),
    aws('AWS::Logs::LogGroup', {}),
    'key',
    /arn:k → not stated/,
  ],
  [
    'a softer lock',
    aws('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 9 } } },
    }),
    aws('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 9 } } },
    }),
    'guard',
    /COMPLIANCE → GOVERNANCE/,
  ],
  [
    'the block of public access gone',
    aws('AWS::S3::Bucket', { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
    aws('AWS::S3::Bucket', {}),
    'guard',
    /BlockPublicAcls/,
  ],
  [
    'a log destination gone',
    aws('AWS::CloudTrail::Trail', { CloudWatchLogsLogGroupArn: 'arn:l' }),
    aws('AWS::CloudTrail::Trail', {}),
    'guard',
    /CloudWatchLogsLogGroupArn/,
  ],
  [
    'kinds of logs gone',
    aws('AWS::EKS::Cluster', { Logging: { ClusterLogging: { EnabledTypes: [{ Type: 'audit' }, { Type: 'api' }] } } }),
    aws('AWS::EKS::Cluster', { Logging: { ClusterLogging: { EnabledTypes: [{ Type: 'api' }] } } }),
    'guard',
    /no longer keeps logs of audit/,
  ],
  [
    'no boundary',
    aws('AWS::IAM::Role', { PermissionsBoundary: 'arn:b' }),
    aws('AWS::IAM::Role', {}),
    'guard',
    /PermissionsBoundary/,
  ],
  [
    'one that may be deleted with its stack',
    aws('AWS::KMS::Key', {}, { DeletionPolicy: 'Retain' }),
    aws('AWS::KMS::Key', {}),
    'guard',
    /no longer kept/,
  ],
  [
    'a principal more',
    policy(allow(account('111111111111'), 's3:GetObject')),
    policy(allow({ AWS: [account('111111111111').AWS, account('222222222222').AWS] }, 's3:GetObject')),
    'principal',
    /now allows s3:GetObject to arn:aws:iam::222222222222:root/,
  ],
  [
    'an action more',
    role(allow(undefined, ['s3:GetObject'])),
    role(allow(undefined, ['s3:GetObject', 's3:PutObject'])),
    'principal',
    /now allows s3:PutObject on \*/,
  ],
  [
    'a wildcard for a name',
    role(allow(undefined, 's3:Get*')),
    role(allow(undefined, 's3:*')),
    'principal',
    /now allows s3:\*/,
  ],
  [
    'a condition gone',
    policy(allow('*', 's3:Get*', '*', inOrg('o-1'))),
    policy(allow('*', 's3:Get*')),
    'principal',
    /now allows s3:Get\* to \*/,
  ],
  [
    'an organisation more',
    policy(allow('*', 's3:Get*', '*', inOrg('o-1'))),
    policy(allow('*', 's3:Get*', '*', inOrg('o-1', 'o-2'))),
    'principal',
    /o-1, o-2/,
  ],
  [
    'a Deny gone',
    policy(DENY, allow(account('1'), 's3:*')),
    policy(allow(account('1'), 's3:*')),
    'guard',
    /no longer denies s3:\* to \*/,
  ],
  [
    'a Deny with a way round',
    policy(DENY),
    policy({ ...DENY, Condition: { StringNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/a' } } }),
    'guard',
    /no longer denies/,
  ],
  ['Deny turned into Allow', policy(DENY), policy({ ...DENY, Effect: 'Allow' }), 'principal', /now allows s3:\* to \*/],
  [
    'a policy in JSON text',
    aws('AWS::Logs::ResourcePolicy', {
      PolicyDocument: JSON.stringify({ Statement: [allow(account('1'), 'logs:Put')] }),
    }),
    aws('AWS::Logs::ResourcePolicy', { PolicyDocument: JSON.stringify({ Statement: [allow('*', 'logs:Put')] }) }),
    'principal',
    /to \*/,
  ],
  [
    'a range widened',
    ingress(https('10.0.0.0/16')),
    ingress(https('10.0.0.0/8')),
    'path',
    /now lets tcp 443 10\.0\.0\.0\/8 in/,
  ],
  [
    'ports widened',
    ingress(https('10.0.0.0/8')),
    ingress({ ...https('10.0.0.0/8'), FromPort: 1, ToPort: 65535 }),
    'path',
    /tcp 1-65535/,
  ],
  [
    'the default way out',
    ingress(),
    aws('AWS::EC2::SecurityGroup', {}),
    'path',
    /everything every port 0\.0\.0\.0\/0 out/,
  ],
  [
    'a name let out to',
    aws('AWS::NetworkFirewall::RuleGroup', {
      RuleGroup: { RulesSource: { RulesSourceList: { GeneratedRulesType: 'ALLOWLIST', Targets: ['a.in'] } } },
    }),
    aws('AWS::NetworkFirewall::RuleGroup', {
      RuleGroup: {
        RulesSource: { RulesSourceList: { GeneratedRulesType: 'ALLOWLIST', Targets: ['a.in', '.example.com'] } },
      },
    }),
    'path',
    /lets out to \.example\.com/,
  ],
  [
    'an audit trail gone',
    { ...aws('AWS::CloudTrail::Trail', {}), Other: { Type: 'AWS::SNS::Topic' } },
    { Other: { Type: 'AWS::SNS::Topic' } },
    'guard',
    /takes away an audit trail/,
  ],
];

const AZURE: readonly Case[] = [
  [
    'logs kept shorter',
    az('log_analytics_workspace', { retention_in_days: 365 }),
    az('log_analytics_workspace', {}),
    'retention',
    /365 → 30 \(by default\)/,
  ],
  [
    'public by default',
    az('storage_account', { public_network_access_enabled: false }),
    az('storage_account', {}),
    'path',
    /public_network_access_enabled: false → true \(by default\)/,
  ],
  [
    'default Deny to Allow',
    az('key_vault', { network_acls: { default_action: 'Deny' } }),
    az('key_vault', { network_acls: { default_action: 'Allow' } }),
    'path',
    /Deny → Allow/,
  ],
  [
    'a key out of its HSM',
    az('key_vault_key', { key_type: 'RSA-HSM' }),
    az('key_vault_key', { key_type: 'RSA' }),
    'key',
    /RSA-HSM → RSA/,
  ],
  [
    'purge protection off',
    az('key_vault', { purge_protection_enabled: true }),
    az('key_vault', {}),
    'key',
    /purge_protection_enabled/,
  ],
  [
    'no key of its own',
    az('storage_account', { customer_managed_key: [{ key_vault_key_id: 'k' }] }),
    az('storage_account', {}),
    'key',
    /customer_managed_key/,
  ],
  [
    'prevent_destroy gone',
    az('key_vault', { lifecycle: { prevent_destroy: true } }),
    az('key_vault', {}),
    'guard',
    /no longer kept/,
  ],
  [
    'a softer lock',
    az('management_lock', { lock_level: 'ReadOnly' }),
    az('management_lock', { lock_level: 'CanNotDelete' }),
    'guard',
    /ReadOnly → CanNotDelete/,
  ],
  [
    'a lock gone',
    { ...az('management_lock', { scope: '/subscriptions/s' }), azurerm_resource_group: { it: {} } },
    { azurerm_resource_group: { it: {} } },
    'guard',
    /takes away a lock/,
  ],
  [
    'a policy that only audits',
    az('policy_definition', { policy_rule: '{"then":{"effect":"deny"}}' }),
    az('policy_definition', { policy_rule: '{"then":{"effect":"audit"}}' }),
    'guard',
    /deny → audit/,
  ],
  [
    'a policy not enforced',
    az('subscription_policy_assignment', {}),
    az('subscription_policy_assignment', { enforce: false }),
    'guard',
    /enforce/,
  ],
  [
    'a scope left out',
    az('subscription_policy_assignment', { not_scopes: [] }),
    az('subscription_policy_assignment', { not_scopes: ['/s/g'] }),
    'guard',
    /now leaves out \/s\/g/,
  ],
  [
    'a log category gone',
    az('monitor_diagnostic_setting', { enabled_log: [{ category: 'A' }, { category: 'B' }] }),
    az('monitor_diagnostic_setting', { enabled_log: [{ category: 'A' }] }),
    'guard',
    /no longer keeps logs of B/,
  ],
  [
    'a log destination gone',
    az('monitor_diagnostic_setting', { storage_account_id: 's', log_analytics_workspace_id: 'w' }),
    az('monitor_diagnostic_setting', { storage_account_id: 's' }),
    'guard',
    /no longer sends its logs to w/,
  ],
  ['Deny turned into Allow', nsg('Deny', '10.0.0.0/8'), nsg('Allow', '10.0.0.0/8'), 'path', /now lets tcp 443/],
  ['a range widened', nsg('Allow', '10.1.0.0/16'), nsg('Allow', 'Internet'), 'path', /Internet/],
  [
    'ranges of an API gone',
    az('kubernetes_cluster', { api_server_access_profile: { authorized_ip_ranges: ['10.0.0.0/8'] } }),
    az('kubernetes_cluster', {}),
    'path',
    /from 0\.0\.0\.0\/0/,
  ],
  [
    'a role more to give',
    az('role_definition', { permissions: [{ actions: ['A/read'] }] }),
    az('role_definition', { permissions: [{ actions: ['*'] }] }),
    'principal',
    /now allows \*/,
  ],
  [
    'a role given',
    { azurerm_storage_account: { s: {} } },
    {
      azurerm_storage_account: { s: {} },
      azurerm_role_assignment: { it: { scope: '${azurerm_storage_account.s.id}', role_definition_name: 'Owner' } },
    },
    'principal',
    /adds a role \(Owner\) at azurerm_storage_account\.s/,
  ],
  [
    'another role',
    az('role_assignment', { role_definition_name: 'Reader' }),
    az('role_assignment', { role_definition_name: 'Owner' }),
    'principal',
    /now gives the role Owner/,
  ],
  [
    'another principal',
    az('role_assignment', { principal_id: 'a' }),
    az('role_assignment', { principal_id: 'b' }),
    'principal',
    /now gives it to b/,
  ],
  [
    'a lock moved',
    az('management_lock', { scope: 's1' }),
    az('management_lock', { scope: 's2' }),
    'guard',
    /no longer stands at s1/,
  ],
  [
    'an exemption',
    { azurerm_resource_group: { it: {} } },
    { azurerm_resource_group: { it: {} }, azurerm_subscription_policy_exemption: { e: {} } },
    'principal',
    /adds an exemption/,
  ],
  [
    'a peering with a stranger',
    { azurerm_virtual_network: { a: { name: 'a' } } },
    {
      azurerm_virtual_network: { a: { name: 'a' } },
      azurerm_virtual_network_peering: {
        p: {
          virtual_network_name: 'a',
          remote_virtual_network_id: '/subscriptions/x/resourceGroups/y/providers/Microsoft.Network/virtualNetworks/z',
        },
      },
    },
    'path',
    /adds a path between networks at azurerm_virtual_network\.a/,
  ],
  [
    'a model served everywhere',
    az('cognitive_deployment', { sku: { name: 'Standard' } }),
    az('cognitive_deployment', { sku: { name: 'GlobalStandard' } }),
    'copy',
    /Standard → GlobalStandard/,
  ],
  [
    'a firewall that lets out more',
    az('firewall_policy_rule_collection_group', {
      application_rule_collection: [{ action: 'Allow', rule: [{ destination_fqdns: ['a.in'] }] }],
    }),
    az('firewall_policy_rule_collection_group', {
      application_rule_collection: [{ action: 'Allow', rule: [{ destination_fqdns: ['a.in', '*.com'] }] }],
    }),
    'path',
    /lets through to \*\.com/,
  ],
];

describe.each([['aws', AWS] as const, ['azure', AZURE] as const])('%s', (cloud, cases) => {
  test.each(cases)('%s is worse, and the other way better', (_, before, after, kind, message) => {
    const worse = byTables(cloud, before as Resources, after as Resources).changes;
    expect(
      worse.filter(({ direction }) => direction === 'worse').map((change) => `${change.kind}: ${change.message}`),
    ).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^${kind}: .*${message.source}`))]));
    expect(worse.filter(({ direction, message: said }) => direction === 'better' && message.test(said))).toEqual([]);
    const back = byTables(cloud, after as Resources, before as Resources).changes;
    expect(back.map(({ direction }) => direction)).toContain('better');
  });

  test.each(cases)('%s: nothing is said where nothing changed', (_, before) => {
    expect(byTables(cloud, before as Resources, before as Resources)).toEqual({ changes: [], types: [], altered: [] });
  });
});

type Quiet = readonly [
  name: string,
  cloud: 'aws' | 'azure',
  before: Resources,
  after: Resources,
  expected: readonly RegExp[],
];
const QUIET: readonly Quiet[] = [
  ['a description', 'aws', aws('AWS::KMS::Key', { Description: 'a' }), aws('AWS::KMS::Key', { Description: 'b' }), []],
  [
    'a narrower action under a wildcard',
    'aws',
    role(allow(undefined, 's3:*')),
    role(allow(undefined, 's3:*'), allow(undefined, 's3:GetObject')),
    [],
  ],
  [
    'a range inside another',
    'aws',
    ingress(https('10.0.0.0/8')),
    ingress(https('10.0.0.0/8'), https('10.1.0.0/16')),
    [],
  ],
  [
    'the order of statements',
    'aws',
    policy(DENY, allow(account('1'), 's3:Get')),
    policy(allow(account('1'), 's3:Get'), DENY),
    [],
  ],
  [
    'one statement as two',
    'aws',
    role(allow(undefined, ['a:B', 'a:C'])),
    role(allow(undefined, 'a:B'), allow(undefined, 'a:C')),
    [],
  ],
  [
    'a copy, which the residency checks weigh',
    'aws',
    aws('AWS::SecretsManager::Secret', {}),
    aws('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: 'ap-south-2' }] }),
    [/^neutral copy: ReplicaRegions\.Region: not stated → ap-south-2/],
  ],
  [
    'what a guardrail lets through',
    'aws',
    aws('AWS::Organizations::Policy', { Content: { Statement: [] } }),
    aws('AWS::Organizations::Policy', { Content: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }),
    [],
  ],
  [
    'a pair',
    'azure',
    az('storage_account', { account_replication_type: 'LRS' }),
    az('storage_account', { account_replication_type: 'GRS' }),
    [/^neutral copy: .*LRS → GRS/],
  ],
  [
    'a role on what came with it',
    'azure',
    {},
    {
      azurerm_storage_account: { s: {} },
      azurerm_role_assignment: { r: { scope: '${azurerm_storage_account.s.id}' } },
    },
    [],
  ],
  [
    'a lock that went with what it locked',
    'azure',
    {
      azurerm_storage_account: { s: {} },
      azurerm_management_lock: { l: { scope: '${azurerm_storage_account.s.id}' } },
    },
    { azurerm_resource_group: { it: {} } },
    [],
  ],
  [
    'a peering of two networks of ours',
    'azure',
    { azurerm_virtual_network: { a: { name: 'a' }, b: { name: 'b' } } },
    {
      azurerm_virtual_network: { a: { name: 'a' }, b: { name: 'b' } },
      azurerm_virtual_network_peering: {
        p: { virtual_network_name: 'a', remote_virtual_network_id: '${azurerm_virtual_network.b.id}' },
      },
    },
    [/^neutral path: adds a path between networks at .*its far end is among these templates/],
  ],
];

test.each(QUIET)('%s is neither worse nor better', (_, cloud, before, after, expected) => {
  const said = told(byTables(cloud, before, after));
  expect(said).toHaveLength(expected.length);
  expected.forEach((pattern, index) => void expect(said[index]).toMatch(pattern));
});

test('what was known and is settled only at deployment is worse; the other way it is merely other', () => {
  const [known, unknown] = [
    az('key_vault', { purge_protection_enabled: true }),
    az('key_vault', { purge_protection_enabled: '${var.purge}' }),
  ];
  expect(told(byTables('azure', known, unknown))).toEqual([
    expect.stringMatching(/^worse key: purge_protection_enabled: true → /),
  ]);
  expect(told(byTables('azure', unknown, known))).toEqual([expect.stringMatching(/^neutral key/)]);
});
