/** The guardrails as Azure Policy judges: every attack is refused, nothing of the country's own is, and each word of a rule counts. */
import { type GuardrailPolicy, guardrailPolicies } from '../../../lib/plan/azure';
import { ATTACKS, PAIR_ATTACKS } from './attacks';
import { type ArmResource, conditionHolds, type PolicyRule, strikes } from './evaluate';
import { ruleOf, struck } from './judge';
import { ALONE, but, GOOD, HUB, INDIA, idOf, TENANT, WORKSPACE } from './resources';

const india = guardrailPolicies(INDIA);
const alone = guardrailPolicies(ALONE);
const good = Object.entries(GOOD) as [string, ArmResource][];
/** What stands in the pair, or in the hub, which a country of one region has not. */
const PAIRED = new Set([
  'replica',
  'hsm',
  'image',
  'workspace',
  'sqlInstanceFailover',
  'redisLink',
  'stream',
  'fabric',
  'backupVault',
]);
const HUBBED = new Set(['firewall', 'firewallAddress']);

test('there are enough attacks to mean something, each said once', () => {
  const names = [...ATTACKS, ...PAIR_ATTACKS].map(({ name }) => name);
  expect(names.length).toBeGreaterThan(140);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(good)('let through: %s', (_, resource) => {
  expect(struck(india, resource)).toEqual([]);
  expect(struck(india, resource, 'Audit')).toEqual([]);
});

test.each(good.filter(([name]) => !PAIRED.has(name) && !HUBBED.has(name)))(
  'let through in one region: %s',
  (_, resource) => expect(struck(alone, resource)).toEqual([]),
);

test.each(good.filter(([name]) => PAIRED.has(name)))('refused in one region: %s', (_, resource) =>
  expect(struck(alone, resource)).not.toEqual([]),
);

test('what leads out stands nowhere where the plan has no place for it', () => {
  expect(struck(alone, GOOD.firewall)).toEqual(['doors']);
  expect(struck(alone, GOOD.firewallAddress)).toEqual(['doors']);
  expect(struck(india, but(GOOD.firewallAddress, { id: GOOD.firewallAddress.id.toUpperCase() }))).toEqual([]);
});

test.each(ATTACKS.map((attack) => [attack.name, attack] as const))('refused: %s', (_, { stoppedBy, resource }) =>
  expect(struck(india, resource).sort()).toEqual([...stoppedBy].sort()),
);

describe('the pair', () => {
  test.each(PAIR_ATTACKS.map((attack) => [attack.name, attack] as const))(
    'refused where it is not asked for: %s',
    (_, { stoppedBy, resource }) => {
      expect(struck(alone, resource)).toEqual(stoppedBy);
      expect(struck(india, resource)).toEqual([]);
    },
  );

  test('is judged by where the resource stands: one of two regions may have its pair abroad', () => {
    const half = guardrailPolicies({ ...INDIA, paired: ['centralindia'] });
    const account = but(GOOD.account, { sku: { name: 'Standard_GRS' } });
    expect(struck(half, account)).toEqual([]);
    expect(struck(half, but(account, { location: 'southindia' }))).toEqual(['storage-redundancy']);
  });
});

test('the storage of a vault of backups is not widened even where the pair is in the country', () => {
  const wide = but(GOOD.recoveryStorage, { 'properties.storageModelType': 'GeoRedundant' });
  expect(struck(india, wide)).toEqual(['recovery-vault-storage']);
});

test.each(['Global', 'global'])('a resource of no region (%s) passes only where its type is listed', (location) => {
  for (const [type] of [
    ['Microsoft.Network/privateDnsZones'],
    ['Microsoft.Network/privateDnsZones/virtualNetworkLinks'],
    ['microsoft.insights/privatelinkscopes'],
    ['Microsoft.Insights/activityLogAlerts'],
    ['Microsoft.Insights/metricAlerts'],
    ['Microsoft.Insights/actionGroups'],
  ] as const)
    expect(struck(india, { ...but(GOOD.logScope, { location }), type })).toEqual([]);
  expect(struck(india, but(GOOD.disk, { location }))).toEqual(['locations']);
});

test.each([
  'Microsoft.Network/applicationGateways',
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Network/bastionHosts',
  'Microsoft.Network/connections',
  'Microsoft.Network/expressRouteGateways',
  'Microsoft.Network/natGateways',
  'Microsoft.Network/p2sVpnGateways',
  'Microsoft.Network/privateLinkServices',
  'Microsoft.Network/publicIPAddresses',
  'Microsoft.Network/publicIPPrefixes',
  'Microsoft.Network/virtualHubs',
  'Microsoft.Network/virtualNetworkGateways',
  'Microsoft.Network/vpnGateways',
])('%s stands in the hub only', (type) => {
  expect(struck(india, { type, id: idOf(type, 'x'), location: 'centralindia' })).toEqual(['doors']);
  expect(struck(india, { type, id: idOf(type, 'x', HUB), location: 'centralindia' })).toEqual([]);
});

describe('what cannot be refused is reported', () => {
  test('a cluster of logs without a key', () => {
    const bare = but(GOOD.logCluster, { 'properties.keyVaultProperties': undefined });
    expect(struck(india, bare)).toEqual([]);
    expect(struck(india, bare, 'Audit')).toEqual(['log-key']);
  });

  test.each([
    'Microsoft.CognitiveServices/accounts',
    'Microsoft.ContainerRegistry/registries',
    'Microsoft.ContainerService/managedClusters',
    'Microsoft.KeyVault/managedHSMs',
    'Microsoft.KeyVault/vaults',
    'Microsoft.Network/azureFirewalls',
    'Microsoft.Storage/storageAccounts/blobServices',
  ])("%s without a setting to the country's workspace", (type) => {
    const policy = india.find(({ id }) => id === 'logs-sent') as GuardrailPolicy;
    const rule = ruleOf(policy);
    expect(policy.effect).toBe('AuditIfNotExists');
    expect(strikes(rule, { type, id: idOf(type, 'x') })).toBe(true);
    expect(rule.then.details?.type).toBe('Microsoft.Insights/diagnosticSettings');
    const beside = (setting: ArmResource) => conditionHolds(rule.then.details?.existenceCondition, setting);
    expect(beside(GOOD.setting)).toBe(true);
    expect(beside(but(GOOD.setting, { 'properties.workspaceId': `${WORKSPACE}2` }))).toBe(false);
  });

  test('and everything else is refused', () => {
    const reported = india.filter(({ effect }) => effect !== 'Deny').map(({ id, effect }) => [id, effect]);
    expect(reported).toEqual([
      ['log-key', 'Audit'],
      ['logs-sent', 'AuditIfNotExists'],
    ]);
    for (const { rule, effect } of india) if (rule) expect(rule['then']).toMatchObject({ effect });
  });
});

/** Resource types a rule names. */
const typesOf = (condition: unknown): string[] =>
  [...JSON.stringify(condition).matchAll(/"field":"type","(?:equals":"([^"]+)"|in":\[([^\]]+)\])/g)].flatMap(
    ([, one, many]) => (one ? [one] : (JSON.parse(`[${many}]`) as string[])),
  );

describe.each(india.filter(({ rule }) => rule).map((policy) => [policy.id, policy] as const))('%s', (id, policy) => {
  const rule = ruleOf(policy);
  const requests = [
    ...good.map(([, resource]) => resource),
    ...[...ATTACKS, ...PAIR_ATTACKS].map(({ resource }) => resource),
  ];

  test('refuses something, and lets through what is as it should be', () => {
    if (policy.effect === 'Deny')
      expect([...ATTACKS, ...PAIR_ATTACKS].some(({ stoppedBy }) => stoppedBy.includes(id))).toBe(true);
    const forbidden = ['registry-transfer', 'delegation', 'log-profiles', 'doors', 'locations', 'logs-sent'];
    if (!forbidden.includes(id))
      for (const type of typesOf(rule.if))
        expect([type, good.some(([, resource]) => resource.type.toLowerCase() === type.toLowerCase())]).toEqual([
          type,
          true,
        ]);
  });

  test('has no part that changes nothing when it is left out', () => {
    const other = guardrailPolicies(ALONE).find((each) => each.id === id) as GuardrailPolicy;
    const verdicts = (part?: string) =>
      [rule, ruleOf(other)].flatMap((each) =>
        requests.map((request) =>
          strikes(part === undefined ? each : without(each, part), request, { tenantId: TENANT }),
        ),
      );
    const whole = JSON.stringify(verdicts());
    expect(partsOf(rule.if).filter((part) => JSON.stringify(verdicts(part)) === whole)).toEqual([]);
  });
});

/** Paths of the parts of a condition that can be left out: `allOf.1.anyOf.0`. */
function partsOf(condition: unknown, path: readonly string[] = []): string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([key, value]) =>
    ['allOf', 'anyOf'].includes(key)
      ? (value as unknown[]).flatMap((each, index) => [
          // The type comes first though aliases imply it: so it is advised, and so it is read.
          ...('field' in (each as object) && (each as { field: unknown }).field === 'type'
            ? []
            : [[...path, key, index].join('.')]),
          ...partsOf(each, [...path, key, String(index)]),
        ])
      : partsOf(value, [...path, key]),
  );
}

function without(rule: PolicyRule, path: string): PolicyRule {
  const copy = structuredClone(rule);
  const steps = path.split('.');
  const index = Number(steps.pop());
  const list = steps.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], copy.if) as unknown[];
  // Another country may have fewer scopes in the same list.
  if (Array.isArray(list)) list.splice(index, 1);
  return copy;
}
