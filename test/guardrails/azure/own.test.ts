/** Our own roots pass our own guardrails, and would not pass if they were otherwise. */
import type { AzurePlan, GuardrailsPlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, type Country, planOf } from '../../plan/azure/countries';
import { type Root, requestsOf } from './arm';
import type { ArmResource } from './evaluate';
import { struck } from './judge';
import { but } from './resources';

/** Regions that send alerts on by themselves, and so to somebody. */
const TOLD: readonly Country[] = ['IN', 'DE'];
const MODELS =
  '  models: [{ name: chat, model: gpt-4o, version: "1", capacity: 1 }, { name: ptu, model: gpt-4o, version: "1", kind: ProvisionedManaged, capacity: 50 }]\n';

const guarded = (country: Country, dialect?: 'v5'): AzurePlan & { guardrails: GuardrailsPlan } => {
  const plan = planOf(country, (text) => {
    const alerts = TOLD.includes(country) ? '  alerts: { emails: [duty@example.org] }\n' : '';
    const named = text.replace('\nazure:\n', `\nazure:\n  managementGroup: mg-country\n${MODELS}${alerts}`);
    return dialect && !named.includes('dialect:')
      ? named.replace('\nazure:\n', `\nazure:\n  dialect: ${dialect}\n`)
      : named;
  });
  if (!plan.guardrails) throw new Error(`${country} has no guardrails`);
  return { ...plan, guardrails: plan.guardrails };
};

const requests = (plan: AzurePlan, texts = azureRoots({ azure: plan })) =>
  Object.entries(texts).flatMap(([name, text]) =>
    requestsOf(
      JSON.parse(text) as Root,
      plan.roots.find((root) => root.name === name)?.resourceGroupId ?? '/subscriptions/none',
    ),
  );

// Singapore answers for what v4 alone does not reach.
const DIALECTS = COUNTRIES.flatMap((country) => [
  [country, undefined] as const,
  ...(country === 'SG' ? [] : [[country, 'v5'] as const]),
]);

describe.each(DIALECTS)('the roots of %s (%s)', (country, dialect) => {
  const plan = guarded(country, dialect);
  const texts = azureRoots({ azure: plan });
  const asked = requests(plan, texts);
  const { policies } = plan.guardrails;

  test('ask for nothing that is refused', () => {
    expect(asked.length).toBeGreaterThan(50);
    expect(
      asked.flatMap((request) => struck(policies, request).map((id) => `${id}: ${request.type} ${request.id}`)),
    ).toEqual([]);
  });

  test('are refused abroad', () => {
    const placed = asked.filter(({ location }) => location === plan.location);
    expect(placed.length).toBeGreaterThan(30);
    for (const request of placed)
      expect(struck(policies, but(request, { location: 'westus' }))).toEqual(
        expect.arrayContaining(['allowed-locations', 'locations']),
      );
  });

  test('send the logs of all that must', () => {
    const missing = asked.filter((request) => struck(policies, request, 'AuditIfNotExists').includes('logs-sent'));
    const logged = Object.values(texts).join('\n');
    for (const { id } of missing) {
      const name = id.slice(id.lastIndexOf('/') + 1);
      expect(logged).toContain(`"name": "${name}-logs"`);
    }
  });
});

test('models of any other kind, or under a key of the vendor, are refused', () => {
  const plan = guarded('IN');
  const of = (type: string) =>
    requests(plan).filter((request) => request.type === `Microsoft.CognitiveServices/${type}`);
  expect(of('accounts/deployments')).toHaveLength(2);
  for (const request of of('accounts/deployments'))
    expect(struck(plan.guardrails.policies, but(request, { 'sku.name': 'GlobalStandard' }))).toHaveLength(1);
  const [account] = of('accounts');
  for (const bad of [
    { 'properties.encryption.keySource': undefined },
    { 'properties.disableLocalAuth': false },
    { 'properties.publicNetworkAccess': 'Enabled' },
  ])
    expect(struck(plan.guardrails.policies, but(account as ArmResource, bad))).toHaveLength(1);
});

test('geo-redundant storage is refused in every region whose pair is abroad or not asked for', () => {
  const geo = (country: Country) => {
    const plan = guarded(country);
    const account = requests(plan).find(({ type }) => type === 'Microsoft.Storage/storageAccounts');
    return account ? struck(plan.guardrails.policies, but(account, { sku: { name: 'Standard_GRS' } })) : ['no account'];
  };
  expect(Object.fromEntries(COUNTRIES.map((country) => [country, geo(country)]))).toEqual({
    IN: [],
    AE: [],
    NO: [],
    DE: [],
    AU: [],
    SG: ['storage-redundancy'],
    QA: ['storage-redundancy'],
    BR: ['storage-redundancy'],
  });
});

describe("the operators' path", () => {
  const HOME = '/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/home/providers/Microsoft.Network';
  const withPath = (path: string) =>
    planOf('IN', (text) => text.replace('\nazure:\n', `\nazure:\n  managementGroup: mg-country\n  path: ${path}\n`));
  const refused = (plan: AzurePlan) =>
    requests(plan).flatMap((request) =>
      struck(plan.guardrails?.policies ?? [], request).map((id) => [id, request.type]),
    );

  test.each([
    ['a VPN', '{ kind: vpn, gateway: 198.51.100.7, operators: [192.168.0.0/24] }'],
    ['a circuit', `{ kind: circuit, circuit: ${HOME}/expressRouteCircuits/line, operators: [192.168.0.0/24] }`],
  ])('%s stands where what leads out may stand, and nowhere else', (_, path) => {
    const plan = withPath(path);
    expect(refused(plan)).toEqual([]);
    expect(plan.guardrails?.doors).toEqual([plan.roots.find(({ purpose }) => purpose === 'path')?.resourceGroupId]);
  });

  test('a Bastion is peered with the one network of the operators that the document names', () => {
    const plan = withPath(
      `{ kind: bastion, network: ${HOME}/virtualNetworks/home, operators: [192.168.0.0/24] }\n  dialect: v5`,
    );
    expect(refused(plan)).toEqual([]);
    const peering = requests(plan).find(({ properties }) =>
      JSON.stringify(properties ?? {}).includes(`${HOME}/virtualNetworks/home`),
    );
    expect(peering?.type).toBe('Microsoft.Network/virtualNetworks/virtualNetworkPeerings');
    const other = but(peering as ArmResource, {
      'properties.remoteVirtualNetwork.id': `${HOME}/virtualNetworks/other`,
    });
    expect(struck(plan.guardrails?.policies ?? [], other)).toEqual(['peering']);
  });
});
