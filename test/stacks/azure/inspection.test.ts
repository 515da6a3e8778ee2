/** The inspection root and the cells that leave by it, as Terraform: what is promised is there, and the way out is proved. */
import { readFileSync } from 'node:fs';
import { checks, runChecks } from '../../../lib/checks';
import { checkConformance } from '../../../lib/checks/conformance';
import { buildGraph } from '../../../lib/graph';
import type { AzurePlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { dangling, type ProviderSchema, violations } from '../../azurerm/conforms';
import schema4 from '../../azurerm/schema-4.55.json';
import schema5 from '../../azurerm/schema-5.2.json';
import { contextOf } from '../../checks/support';
import { edit } from '../../support/country';
import { planOf } from '../../support/plans';

type Body = Record<string, unknown>;
interface Root {
  readonly provider: { readonly azurerm: readonly Body[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly variable?: Readonly<Record<string, Body>>;
}

const DE = readFileSync('test/fixtures/firewalled/de.yaml', 'utf8');
const TLS =
  'tlsInspection: { vault: /subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/pki/providers/Microsoft.KeyVault/vaults/pki-de, certificate: egress-ca }';
const OPENED = edit(DE, ['    allow:', `    ${TLS}\n    allow:`]);
/** One subscription for all, given at deployment. */
const GIVEN = DE.replace(/^ +subscriptions?: .*\n/gm, '');

function built(text: string) {
  const { azure } = planOf(text);
  if (!azure) throw new Error('no azure section');
  const texts = azureRoots({ azure });
  const roots = Object.fromEntries(Object.entries(texts).map(([name, json]) => [name, JSON.parse(json) as Root]));
  return { azure, texts, roots };
}
const { azure, roots } = built(DE);
const hub = azure.inspection as NonNullable<AzurePlan['inspection']>;
const of = (root: string, type: string, from = roots): Body[] =>
  Object.values(from[root]?.resource[`azurerm_${type}`] ?? {});

describe.each([
  ['closed TLS', DE],
  ['opened TLS', OPENED],
  ['one subscription', GIVEN],
  ['the other dialect', edit(OPENED, ['  network: 10.0.0.0/12', '  dialect: v5\n  network: 10.0.0.0/12'])],
])('%s', (_, text) => {
  const made = built(text);
  const graph = buildGraph(
    Object.entries(made.texts).map(([name, json]) => ({ name: `${name}/main.tf.json`, text: json, stack: name })),
  );

  test('holds what the plan promises and nothing else', () => {
    const wrong = checkConformance(made.azure.expectations, graph).filter(({ result }) => result !== 'pass');
    expect(wrong.map(({ message }) => message)).toEqual([]);
  });

  test('leaves nothing unproved', () => {
    const findings = runChecks(contextOf(graph, 'DE', 183), checks);
    const open = findings.filter(({ result }) => result === 'fail' || result === 'not-checked');
    expect(open.map(({ message, resource }) => `${resource.address} ${message}`)).toEqual([]);
    const proofs = findings.filter(({ check }) => check === 'egress/internet-path').map(({ message }) => message);
    expect(proofs.filter((message) => /^sends 0\.0\.0\.0\/0 to azurerm_firewall/.test(message))).toHaveLength(2);
  });

  test('is what the provider takes', () => {
    const schema = (made.azure.dialect === 'v5' ? schema5 : schema4) as unknown as ProviderSchema;
    for (const [name, root] of Object.entries(made.roots)) {
      expect({ name, violations: violations(root as never, schema) }).toEqual({ name, violations: [] });
      expect({ name, dangling: dangling(root as never) }).toEqual({ name, dangling: [] });
    }
  });

  test('asks for the variables it uses, and no other', () => {
    for (const [name, json] of Object.entries(made.texts)) {
      const used = [...new Set([...json.matchAll(/\$\{var\.(\w+)\}/g)].map(([, variable]) => variable))].sort();
      expect([name, Object.keys(made.roots[name]?.variable ?? {}).sort()]).toEqual([name, used]);
    }
  });
});

describe('the hub', () => {
  test('has the only public addresses of the region, all of its firewall', () => {
    const public_ = Object.entries(roots).flatMap(([name]) =>
      of(name, 'public_ip').map((body) => [name, body['name']]),
    );
    expect(public_).toEqual(hub.publicAddresses.map((name) => ['inspection', name]));
    const [firewall] = of('inspection', 'firewall') as [Body];
    const held = (firewall['ip_configuration'] as Body[]).map((one) => one['public_ip_address_id']);
    expect(held).toEqual([1, 2].map((index) => `\${azurerm_public_ip.firewall_address-${index}.id}`));
    for (const type of ['nat_gateway', 'public_ip_prefix', 'virtual_network_gateway'])
      for (const name of Object.keys(roots)) expect(of(name, type)).toEqual([]);
  });

  test('logs each kind in a table of its own, and keeps it in the archive', () => {
    const setting = of('inspection', 'monitor_diagnostic_setting').find(
      (body) => body['target_resource_id'] === '${azurerm_firewall.firewall.id}',
    );
    expect(setting).toMatchObject({
      log_analytics_destination_type: 'Dedicated',
      log_analytics_workspace_id: azure.foundation.workspace.id,
      storage_account_id: azure.foundation.archive.id,
      enabled_metric: [{ category: 'AllMetrics' }],
    });
    const categories = (setting?.['enabled_log'] as Body[] | undefined)?.map((log) => log['category']);
    expect(categories).toEqual(
      expect.arrayContaining(['AZFWApplicationRule', 'AZFWNetworkRule', 'AZFWThreatIntel', 'AZFWIdpsSignature']),
    );
    expect(of('inspection', 'monitor_diagnostic_setting')).toHaveLength(4);
    // What does not say so logs as before.
    for (const body of of('data', 'monitor_diagnostic_setting'))
      expect(body).not.toHaveProperty('log_analytics_destination_type');
  });

  test('stands with its rules, not before them', () => {
    const [firewall] = of('inspection', 'firewall') as [Body];
    expect(firewall['depends_on']).toEqual(
      ['allow', 'closed'].map((name) => `azurerm_firewall_policy_rule_collection_group.policy_${name}`),
    );
  });

  test('is tagged, and refuses resources elsewhere', () => {
    for (const type of ['resource_group', 'virtual_network', 'firewall', 'firewall_policy', 'public_ip'])
      for (const body of of('inspection', type)) expect(body['tags']).toMatchObject({ root: 'inspection' });
    expect(of('inspection', 'resource_group_policy_assignment')).toHaveLength(1);
  });

  test('is not composed from a plan that has none', () => {
    const without = { ...azure, inspection: undefined };
    expect(() => azureRoots({ azure: without })).toThrow('has no inspection network');
  });
});

describe('a cell', () => {
  test('sends everything to the firewall, and makes both sides of the peering before its cluster', () => {
    for (const cell of azure.cells) {
      const [route, ...others] = of(cell.root, 'route');
      expect(others).toEqual([]);
      expect(route).toMatchObject({
        address_prefix: '0.0.0.0/0',
        next_hop_type: 'VirtualAppliance',
        next_hop_in_ip_address: '10.96.0.4',
      });
      expect(of(cell.root, 'route_table')[0]).toMatchObject({ bgp_route_propagation_enabled: false });
      const [out, back] = of(cell.root, 'virtual_network_peering');
      expect(out).toMatchObject({ remote_virtual_network_id: hub.network.id, allow_forwarded_traffic: true });
      expect(back).toMatchObject({
        virtual_network_name: hub.network.name,
        resource_group_name: 'sovereign-de-inspection',
        remote_virtual_network_id: '${azurerm_virtual_network.network.id}',
        allow_forwarded_traffic: false,
      });
      const [cluster] = of(cell.root, 'kubernetes_cluster') as [Body];
      expect(cluster['depends_on']).toEqual(
        expect.arrayContaining(['hub', 'spoke'].map((side) => `azurerm_virtual_network_peering.way-out_to-${side}`)),
      );
    }
  });

  test('reaches into the subscription of the hub by a provider of its own, where it is another', () => {
    const providers = (name: string) => roots[name]?.provider.azurerm ?? [];
    expect(providers('cell-frankfurt').map((one) => [one['alias'], one['subscription_id']])).toEqual([
      [undefined, '33333333-3333-3333-3333-333333333333'],
      ['platform', '11111111-1111-1111-1111-111111111111'],
    ]);
    const [own, beside] = providers('cell-frankfurt') as [Body, Body];
    const { alias, ...rest } = beside;
    expect({ ...rest, subscription_id: '' }).toEqual({ ...own, subscription_id: '' });
    const provider = (name: string) => of(name, 'virtual_network_peering').map((body) => body['provider']);
    expect(provider('cell-frankfurt')).toEqual([undefined, 'azurerm.platform']);
    expect(providers('cell-mainz')).toHaveLength(1);
    expect(provider('cell-mainz')).toEqual([undefined, undefined]);
  });

  test('asks for the subscription of the hub where it has one of its own and the hub has not', () => {
    const mixed = built(
      edit(GIVEN, [
        '    - name: frankfurt',
        '    - name: frankfurt\n      subscription: 33333333-3333-3333-3333-333333333333',
      ]),
    );
    expect(mixed.roots['cell-frankfurt']?.provider.azurerm.map((one) => one['subscription_id'])).toEqual([
      '33333333-3333-3333-3333-333333333333',
      '${var.subscription_id}',
    ]);
  });
});
