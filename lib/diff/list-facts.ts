/** Lists whose entries open or close something, as a table. */
import type { Resource, Value } from '../graph/model';
import { read, select } from '../graph/value';
import type { Kind } from './model';
import { partOf } from './parts';
import { exact, type Fact, pattern, range, shownValue } from './terms';

interface Row {
  readonly types: readonly string[];
  /** Dotted, `*` for each item. */
  readonly path: string;
  readonly opens: boolean;
  readonly kind: Kind;
  /** In the third person: `lets in to its API`. */
  readonly says: string;
  readonly as?: 'range' | 'pattern';
  /** The entry that an absent list stands for: the provider's documented default. */
  readonly absent?: string;
}

const opening = (
  types: string | readonly string[],
  path: string,
  kind: Kind,
  says: string,
  more: Partial<Row> = {},
): Row => ({ types: [types].flat(), path, opens: true, kind, says, ...more });
const guard = (types: string | readonly string[], path: string, says: string, kind: Kind = 'guard'): Row => ({
  types: [types].flat(),
  path,
  opens: false,
  kind,
  says,
});

const ASSIGNMENTS = ['resource_group', 'subscription', 'management_group'].map(
  (level) => `azurerm_${level}_policy_assignment`,
);
const RANGE = { as: 'range' } as const;
const DIAGNOSTIC = 'azurerm_monitor_diagnostic_setting';
const RECEIVERS =
  'email_receiver sms_receiver webhook_receiver arm_role_receiver azure_function_receiver event_hub_receiver logic_app_receiver';

const ROWS: readonly Row[] = [
  opening('AWS::EKS::Cluster', 'ResourcesVpcConfig.PublicAccessCidrs.*', 'path', 'lets in to its API from', {
    ...RANGE,
    absent: '0.0.0.0/0',
  }),
  opening('AWS::IAM::Role', 'ManagedPolicyArns.*', 'principal', 'holds'),
  opening('AWS::IAM::Group', 'ManagedPolicyArns.*', 'principal', 'holds'),
  opening('AWS::IAM::User', 'ManagedPolicyArns.*', 'principal', 'holds'),
  opening('AWS::EKS::AccessEntry', 'AccessPolicies.*.PolicyArn', 'principal', 'holds'),
  opening('AWS::EKS::AccessEntry', 'KubernetesGroups.*', 'principal', 'belongs to'),
  opening('AWS::EKS::AccessEntry', 'PrincipalArn', 'principal', 'lets in'),
  opening('AWS::EKS::PodIdentityAssociation', 'RoleArn', 'principal', 'gives pods the role'),
  opening('AWS::Lambda::Permission', 'Principal', 'principal', 'lets in'),
  opening('AWS::RAM::ResourceShare', 'Principals.*', 'principal', 'shares with'),
  opening('AWS::EC2::VPCEndpointServicePermissions', 'AllowedPrincipals.*', 'principal', 'lets in'),
  opening('AWS::EC2::PrefixList', 'Entries.*.Cidr', 'path', 'lists', RANGE),
  guard('AWS::EKS::Cluster', 'Logging.ClusterLogging.EnabledTypes.*.Type', 'keeps logs of'),
  guard('AWS::EKS::Cluster', 'EncryptionConfig.*.Resources.*', 'encrypts', 'key'),
  guard('AWS::Organizations::Policy', 'TargetIds.*', 'binds'),
  guard(
    'AWS::NetworkFirewall::LoggingConfiguration',
    'LoggingConfiguration.LogDestinationConfigs.*.LogType',
    'keeps logs of',
  ),
  guard('AWS::CloudTrail::Trail', 'EventSelectors.*.DataResources.*.Type', 'records the data events of'),
  guard('AWS::CloudTrail::Trail', 'AdvancedEventSelectors.*.FieldSelectors.*.Equals.*', 'records'),
  guard(DIAGNOSTIC, 'enabled_log.*.category', 'keeps logs of'),
  guard(DIAGNOSTIC, 'enabled_log.*.category_group', 'keeps logs of the group'),
  guard(DIAGNOSTIC, 'log_analytics_workspace_id', 'sends its logs to'),
  guard(DIAGNOSTIC, 'storage_account_id', 'sends its logs to'),
  guard(DIAGNOSTIC, 'eventhub_authorization_rule_id', 'sends its logs to'),
  ...RECEIVERS.split(' ').map((block) => guard('azurerm_monitor_action_group', `${block}.*.name`, 'tells')),
  opening(
    'azurerm_kubernetes_cluster',
    'api_server_access_profile.authorized_ip_ranges.*',
    'path',
    'lets in to its API from',
    { ...RANGE, absent: '0.0.0.0/0' },
  ),
  opening('azurerm_key_vault', 'network_acls.ip_rules.*', 'path', 'lets in', RANGE),
  opening('azurerm_key_vault', 'network_acls.virtual_network_subnet_ids.*', 'path', 'lets in'),
  opening(
    ['azurerm_storage_account', 'azurerm_cognitive_account'],
    'network_rules.ip_rules.*',
    'path',
    'lets in',
    RANGE,
  ),
  opening('azurerm_storage_account', 'network_rules.virtual_network_subnet_ids.*', 'path', 'lets in'),
  opening('azurerm_storage_account', 'network_rules.private_link_access.*.endpoint_resource_id', 'path', 'lets in'),
  opening('azurerm_storage_account_network_rules', 'ip_rules.*', 'path', 'lets in', RANGE),
  opening('azurerm_cognitive_account', 'network_acls.ip_rules.*', 'path', 'lets in', RANGE),
  opening('azurerm_cognitive_account', 'fqdns.*', 'path', 'lets out to'),
  opening('azurerm_container_registry', 'network_rule_set.ip_rule.*.ip_range', 'path', 'lets in', RANGE),
  opening('azurerm_role_definition', 'permissions.actions.*', 'principal', 'allows', { as: 'pattern' }),
  opening('azurerm_role_definition', 'permissions.data_actions.*', 'principal', 'allows on data', { as: 'pattern' }),
  guard('azurerm_role_definition', 'permissions.not_actions.*', 'leaves out', 'principal'),
  guard('azurerm_role_definition', 'permissions.not_data_actions.*', 'leaves out on data', 'principal'),
  opening('azurerm_role_definition', 'assignable_scopes.*', 'principal', 'can be given at'),
  ...['key', 'secret', 'certificate', 'storage'].flatMap((what) => [
    opening('azurerm_key_vault_access_policy', `${what}_permissions.*`, 'principal', `allows on each ${what}`),
    opening('azurerm_key_vault', `access_policy.*.${what}_permissions.*`, 'principal', `allows on each ${what}`),
  ]),
  opening('azurerm_key_vault', 'access_policy.*.object_id', 'principal', 'lets in'),
  ...['role_definition_name', 'role_definition_id'].map((path) =>
    opening(['azurerm_role_assignment', 'azurerm_pim_eligible_role_assignment'], path, 'principal', 'gives the role'),
  ),
  opening(
    ['azurerm_role_assignment', 'azurerm_pim_eligible_role_assignment'],
    'principal_id',
    'principal',
    'gives it to',
  ),
  opening('azurerm_key_vault_access_policy', 'object_id', 'principal', 'lets in'),
  guard(ASSIGNMENTS, 'policy_definition_id', 'assigns'),
  opening('azurerm_federated_identity_credential', 'subject', 'principal', 'lets in'),
  opening(ASSIGNMENTS, 'not_scopes.*', 'guard', 'leaves out'),
];

const byType = new Map<string, Row[]>();
for (const row of ROWS) for (const type of row.types) byType.set(type, [...(byType.get(type) ?? []), row]);

export const listFacts = (resource: Resource): Fact[] => [
  ...(byType.get(resource.type) ?? []).flatMap((row) => factsOf(row, resource)),
  ...standing(resource),
];

/** What opens or closes something, by what it stands at and leads to. */
function standing(resource: Resource): Fact[] {
  const part = partOf(resource);
  const at = (paths: readonly string[], says: string): Row[] =>
    paths.map((path) => ({ types: [], path, opens: part?.opens === true, kind: part?.kind ?? 'guard', says }));
  const rows = part ? [...at(part.of, 'stands at'), ...at(part.far, 'leads to')] : [];
  return rows.flatMap((row) => factsOf(row, resource));
}

function factsOf(row: Row, resource: Resource): Fact[] {
  const { opens, kind, says, path: where, as, absent } = row;
  const fact = (item: string, path: Fact['path']): Fact => ({
    opens,
    kind,
    terms: [exact(where), as === 'range' ? range(item) : as === 'pattern' ? pattern(item) : exact(item)],
    about: [says, ''],
    item,
    path,
  });
  const found = select(resource.properties as Value, where).filter(
    ({ value }) => value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  if (found.length === 0 && absent !== undefined && read(resource, where.replace(/\.\*$/, '')) === undefined)
    return [fact(absent, [])];
  return found.map(({ value, path }) => fact(shownValue(value), path));
}
