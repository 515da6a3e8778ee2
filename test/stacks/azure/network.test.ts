/** Networks of whole countries: recorded, closed, and entered by the path the document names. */
import { checkConformance } from '../../../lib/checks';
import { buildGraph } from '../../../lib/graph';
import { type AzurePlan, networksOf } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { dangling, violations } from '../../azurerm/conforms';
import { SCHEMAS } from '../../azurerm/schemas';
import { COUNTRIES, type Country, planOf } from '../../plan/azure/countries';
import { keyNamed } from './keys-named';

type Body = Record<string, unknown>;
interface Root {
  readonly provider: { readonly azurerm: readonly Body[] };
  readonly variable?: Record<string, Body>;
  readonly resource: Record<string, Record<string, Body>>;
}
const ID = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/wan/providers/Microsoft.Network';
const PATHS = {
  vpn: '{ kind: vpn, gateway: 198.51.100.7, operators: [192.168.0.0/24] }',
  circuit: `{ kind: circuit, circuit: ${ID}/expressRouteCircuits/line, operators: [192.168.0.0/24] }`,
  bastion: `{ kind: bastion, network: ${ID}/virtualNetworks/home, operators: [192.168.0.0/24] }`,
};
const withPath =
  (kind: keyof typeof PATHS) =>
  (text: string): string =>
    text.replace(/^azure:/m, `azure:\n  path: ${PATHS[kind]}`);

const texts = (plan: AzurePlan) => azureRoots({ azure: plan });
const parsed = (plan: AzurePlan): Record<string, Root> =>
  Object.fromEntries(Object.entries(texts(plan)).map(([name, text]) => [name, JSON.parse(text) as Root]));
const of = (root: Root | undefined, type: string): Body[] => Object.values(root?.resource[`azurerm_${type}`] ?? {});

/** What conformance finds at fault. */
const faults = (plan: AzurePlan): string[] => {
  const files = Object.entries(texts(plan)).map(([name, text]) => ({ name: `${name}/cdk.tf.json`, text, stack: name }));
  return checkConformance(plan.expectations, buildGraph(files))
    .filter(({ result }) => result !== 'pass')
    .map(({ message }) => message);
};

describe.each(COUNTRIES)('the networks of %s', (country) => {
  const plan = planOf(country);
  const roots = parsed(plan);

  test('are each recorded where they stand', () => {
    for (const { root, vnet } of networksOf(plan)) {
      const { flowLog } = vnet;
      const [log, ...more] = Object.values(roots)
        .flatMap((one) => of(one, 'network_watcher_flow_log'))
        .filter(({ name }) => name === flowLog.name);
      expect(more).toEqual([]);
      expect(of(roots[flowLog.root], 'network_watcher_flow_log')).toContain(log);
      expect(log).toMatchObject({
        enabled: true,
        version: 2,
        target_resource_id: flowLog.root === root ? '${azurerm_virtual_network.network.id}' : vnet.id,
        network_watcher_name: `NetworkWatcher_${root === 'recovery' ? plan.regions.recovery : plan.location}`,
        resource_group_name: 'NetworkWatcherRG',
        // Where the account is made by the same root, its flows come after it.
        storage_account_id: flowLog.local
          ? expect.stringMatching(/^\$\{azurerm_storage_account\.flows(-copy)?\.id\}$/)
          : plan.foundation.flows.id,
      });
    }
    const [flows] = of(roots['foundation'], 'storage_account').filter(
      ({ name }) => name === plan.foundation.flows.name,
    );
    expect(flows).toMatchObject({
      customer_managed_key: keyNamed(plan, plan.foundation.root, 'flows'),
      immutability_policy: { period_since_creation_in_days: plan.foundation.archive.lockDays },
    });
  });

  test('are recorded in an account of their own root or of one that deploys before', () => {
    const order = plan.roots.map(({ name }) => name);
    for (const { root, vnet } of networksOf(plan)) {
      const { flowLog } = vnet;
      const account = flowLog.storageId.split('/').pop();
      const [owner] = Object.keys(roots).filter((name) =>
        of(roots[name], 'storage_account').some((body) => body['name'] === account),
      );
      for (const before of [root, String(owner)])
        expect(order.indexOf(before)).toBeLessThanOrEqual(order.indexOf(flowLog.root));
      expect(plan.roots.find(({ name }) => name === flowLog.root)?.subscription).toBe(
        plan.roots.find(({ name }) => name === root)?.subscription,
      );
    }
  });

  test('have no public address, no gateway and no peering where no path is named, and no IPv6', () => {
    for (const type of [
      'public_ip',
      'public_ip_prefix',
      'nat_gateway',
      'virtual_network_gateway',
      'bastion_host',
      'virtual_network_peering',
      'network_ddos_protection_plan',
    ])
      for (const root of Object.values(roots)) expect([type, of(root, type)]).toEqual([type, []]);
    for (const root of Object.values(roots))
      for (const { address_space } of of(root, 'virtual_network'))
        expect(JSON.stringify(address_space)).not.toContain(':');
  });

  test('hold private endpoints and zones that say why they are there', () => {
    for (const root of Object.values(roots))
      for (const type of ['private_endpoint', 'private_dns_zone'])
        for (const { tags } of of(root, type)) expect((tags as Body)['reason']).toMatch(/^\S.{5,254}$/);
  });

  test('hold a private link scope that is private both ways, and every workspace in it', () => {
    const foundation = roots['foundation'];
    expect(of(foundation, 'monitor_private_link_scope')).toMatchObject([
      { ingestion_access_mode: 'PrivateOnly', query_access_mode: 'PrivateOnly' },
    ]);
    const scoped = of(foundation, 'monitor_private_link_scoped_service').map(
      ({ linked_resource_id }) => linked_resource_id,
    );
    const workspaces = Object.keys(foundation?.resource['azurerm_log_analytics_workspace'] ?? {});
    expect(scoped).toEqual(workspaces.map((name) => `\${azurerm_log_analytics_workspace.${name}.id}`));
  });
});

describe.each([
  ['IN', 'vpn'],
  ['NO', 'circuit'],
  ['QA', 'bastion'],
  ['DE', 'vpn'],
  ['DE', 'circuit'],
  ['DE', 'bastion'],
] as const)('the path of %s by %s', (country: Country, kind) => {
  const plan = planOf(country, withPath(kind));
  const roots = parsed(plan);
  const { path } = roots;

  test('is what the plan promises, and nothing else', () => {
    expect(faults(plan)).toEqual([]);
    expect(Object.keys(roots).at(-1)).toBe('path');
    for (const [name, root] of Object.entries(roots)) {
      expect({ name, wrong: violations(root as never, SCHEMAS[plan.dialect]) }).toEqual({ name, wrong: [] });
      expect({ name, loose: dangling(root as never, SCHEMAS[plan.dialect]) }).toEqual({ name, loose: [] });
    }
  });

  test('has a public address for a VPN only', () => {
    const addresses = Object.values(roots).flatMap((root) => of(root, 'public_ip'));
    expect(addresses).toHaveLength(kind === 'vpn' ? 1 : 0);
    expect(of(path, 'virtual_network_gateway')).toHaveLength(kind === 'bastion' ? 0 : 1);
    expect(of(path, 'bastion_host')).toHaveLength(kind === 'bastion' ? 1 : 0);
    expect(Object.keys(path?.variable ?? {})).toEqual(expect.arrayContaining(kind === 'vpn' ? ['vpn_shared_key'] : []));
    expect(JSON.stringify(Object.values(roots))).not.toContain('"shared_key":"${var.vpn_shared_key}","shared');
  });

  test('leads to every network from its own, each half where its network stands', () => {
    const peerings = of(path, 'virtual_network_peering');
    expect(peerings).toHaveLength(2 * (2 + plan.cells.length) + (kind === 'bastion' ? 1 : 0));
    for (const half of peerings) expect(half['allow_forwarded_traffic']).toBe(false);
    const lends = peerings.filter((half) => half['allow_gateway_transit']);
    expect(lends).toHaveLength(kind === 'bastion' ? 0 : 2 + plan.cells.length);
    const away = peerings.filter(({ provider }) => provider !== undefined).length;
    expect(away).toBe(country === 'DE' ? 3 : 0);
    expect(path?.provider.azurerm).toHaveLength(1 + away);
  });

  test('waits for its gateway, is recorded, and keeps its logs', () => {
    const [log] = of(path, 'network_watcher_flow_log');
    expect(log?.['storage_account_id']).toBe(plan.foundation.flows.id);
    expect(of(path, 'monitor_diagnostic_setting')).toHaveLength({ vpn: 3, circuit: 2, bastion: 3 }[kind]);
    for (const half of of(path, 'virtual_network_peering').filter((one) => one['allow_gateway_transit']))
      expect(half['depends_on']).toEqual(['azurerm_virtual_network_gateway.gateway']);
    expect(of(path, 'key_vault')).toEqual([]);
  });
});
