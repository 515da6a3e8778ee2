/** Hub, policy, firewall and spoke alone, in an app that is not ours. */

import { TerraformStack, Testing } from 'cdktf';
import { EgressFirewall, EgressPolicy, InspectionNetwork, Spoke } from '../../../constructs/azure';
import { AzurermProvider } from '../../../constructs/azure/cdktf';

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

function synthesize(build: (stack: TerraformStack) => void): Resources {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'foreign');
  build(stack);
  const { resource } = JSON.parse(Testing.synth(stack)) as { resource: Resources };
  return Object.fromEntries(Object.entries(resource).map(([type, named]) => [type.replace('azurerm_', ''), named]));
}
const all = (resources: Resources, type: string): Body[] => Object.values(resources[type] ?? {});
const only = (resources: Resources, type: string): Body => {
  expect(all(resources, type)).toHaveLength(1);
  return all(resources, type)[0] as Body;
};

const PLACE = { location: 'centralindia', resourceGroupName: 'group', tags: { owner: 'x' } };
const ROW = { name: 'images', names: ['mcr.example.org', '*.data.example.org'], from: ['10.0.0.0/16'], reason: 'why' };

describe('InspectionNetwork', () => {
  test('is a network with one subnet, which has no way out but its firewall', () => {
    const resources = synthesize(
      (stack) =>
        new InspectionNetwork(stack, 'hub', {
          ...PLACE,
          name: 'hub',
          block: '10.96.0.0/24',
          firewallBlock: '10.96.0.0/26',
        }),
    );
    expect(only(resources, 'virtual_network')).toMatchObject({ name: 'hub', address_space: ['10.96.0.0/24'] });
    expect(only(resources, 'subnet')).toMatchObject({
      name: 'AzureFirewallSubnet',
      address_prefixes: ['10.96.0.0/26'],
      default_outbound_access_enabled: false,
    });
    // Azure keeps its own there, and refuses another.
    expect(resources).not.toHaveProperty('network_security_group');
  });
});

describe('EgressPolicy', () => {
  const policy = (props: Partial<ConstructorParameters<typeof EgressPolicy>[2]> = {}) =>
    synthesize(
      (stack) =>
        new EgressPolicy(stack, 'policy', {
          ...PLACE,
          name: 'policy',
          inside: ['10.0.0.0/16'],
          allow: [{ ...ROW, opened: false }],
          ...props,
        }),
    );
  const group = (resources: Resources, name: string): Body =>
    all(resources, 'firewall_policy_rule_collection_group').find((body) => body['name'] === name) as Body;

  test('denies what the vendor knows to be a threat or an intrusion, and resolves names itself', () => {
    expect(only(policy(), 'firewall_policy')).toMatchObject({
      sku: 'Premium',
      threat_intelligence_mode: 'Deny',
      intrusion_detection: { mode: 'Deny', private_ranges: ['10.0.0.0/16'] },
      dns: { proxy_enabled: true },
      auto_learn_private_ranges_enabled: false,
      private_ip_ranges: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'],
    });
    const bypasses = ['explicit_proxy', 'threat_intelligence_allowlist', 'base_policy_id', 'insights'];
    for (const key of bypasses) expect(only(policy(), 'firewall_policy')).not.toHaveProperty(key);
  });

  test('lets listed names through over HTTPS, each with its reason and for those who need it', () => {
    expect(group(policy(), 'allow')).toMatchObject({
      priority: 1000,
      application_rule_collection: [
        {
          action: 'Allow',
          priority: 1000,
          rule: [
            {
              name: 'images',
              description: 'why',
              protocols: [{ type: 'Https', port: 443 }],
              source_addresses: ['10.0.0.0/16'],
              destination_fqdns: ROW.names,
              terminate_tls: false,
            },
          ],
        },
      ],
    });
  });

  test('denies everything else last, so that no list of the vendor is asked', () => {
    expect(group(policy(), 'closed')).toMatchObject({
      priority: 65000,
      application_rule_collection: [
        {
          action: 'Deny',
          priority: 65000,
          rule: [
            {
              protocols: [
                { type: 'Http', port: 80 },
                { type: 'Https', port: 443 },
              ],
              source_addresses: ['*'],
              destination_fqdns: ['*'],
            },
          ],
        },
      ],
    });
    for (const body of all(policy(), 'firewall_policy_rule_collection_group')) {
      expect(body).not.toHaveProperty('network_rule_collection');
      expect(body).not.toHaveProperty('nat_rule_collection');
    }
  });

  test('opens TLS only with a certificate, which one identity may fetch', () => {
    expect(policy()).not.toHaveProperty('user_assigned_identity');
    expect(policy()).not.toHaveProperty('key_vault_access_policy');
    expect(only(policy(), 'firewall_policy')).not.toHaveProperty('tls_certificate');
    const opened = policy({
      allow: [{ ...ROW, opened: true }],
      tls: { vaultId: '/v', secretId: 'https://v/secrets/ca', certificate: 'ca', identity: 'opener', tenantId: 't' },
    });
    expect(only(opened, 'user_assigned_identity')).toMatchObject({ name: 'opener', location: 'centralindia' });
    expect(only(opened, 'key_vault_access_policy')).toMatchObject({
      key_vault_id: '/v',
      tenant_id: 't',
      object_id: expect.stringContaining('principal_id'),
      secret_permissions: ['Get', 'List'],
    });
    for (const others of ['key', 'certificate', 'storage'])
      expect(only(opened, 'key_vault_access_policy')).not.toHaveProperty(`${others}_permissions`);
    expect(only(opened, 'firewall_policy')).toMatchObject({
      tls_certificate: { name: 'ca', key_vault_secret_id: 'https://v/secrets/ca' },
      identity: { type: 'UserAssigned', identity_ids: [expect.stringContaining('.id}')] },
      depends_on: [expect.stringContaining('azurerm_key_vault_access_policy')],
    });
    expect(JSON.stringify(group(opened, 'allow'))).toContain('"terminate_tls":true');
  });
});

describe('EgressFirewall', () => {
  const firewall = (props: Partial<ConstructorParameters<typeof EgressFirewall>[2]> = {}) =>
    synthesize(
      (stack) =>
        new EgressFirewall(stack, 'firewall', {
          ...PLACE,
          name: 'fire',
          subnetId: '/subnet',
          policyId: '/policy',
          publicAddresses: ['one', 'two'],
          address: '10.96.0.4',
          ...props,
        }),
    );

  test('is Premium, under a policy, in every zone the region has', () => {
    expect(only(firewall(), 'firewall')).toMatchObject({
      sku_name: 'AZFW_VNet',
      sku_tier: 'Premium',
      firewall_policy_id: '/policy',
      zones: ['1', '2', '3'],
    });
    expect(only(firewall({ zones: ['1'] }), 'firewall')['zones']).toEqual(['1']);
    expect(only(firewall({ location: 'uaecentral' }), 'firewall')).not.toHaveProperty('zones');
  });

  test('has static addresses that are guarded against floods, one of them in the subnet', () => {
    const resources = firewall();
    expect(all(resources, 'public_ip').map((body) => body['name'])).toEqual(['one', 'two']);
    for (const body of all(resources, 'public_ip')) {
      expect(body).toMatchObject({
        sku: 'Standard',
        allocation_method: 'Static',
        ddos_protection_mode: 'Enabled',
        zones: ['1', '2', '3'],
      });
      expect(body).not.toHaveProperty('domain_name_label');
    }
    const [first, second] = only(resources, 'firewall')['ip_configuration'] as [Body, Body];
    expect(first).toEqual({ name: 'address-1', subnet_id: '/subnet', public_ip_address_id: expect.any(String) });
    expect(second).toEqual({ name: 'address-2', public_ip_address_id: expect.any(String) });
    expect(only(resources, 'firewall')).not.toHaveProperty('management_ip_configuration');
    expect(() => firewall({ publicAddresses: [] })).toThrow('needs a public address');
  });

  test('stops the deployment where it has another address than routes lead to', () => {
    const [condition] = (only(firewall(), 'firewall')['lifecycle'] as { postcondition: Body[] }).postcondition;
    expect(condition).toEqual({
      condition: '${self.ip_configuration[0].private_ip_address == "10.96.0.4"}',
      error_message: expect.stringContaining('10.96.0.4'),
    });
  });

  test('is not to be deleted', () => {
    expect(only(firewall(), 'management_lock')).toMatchObject({
      lock_level: 'CanNotDelete',
      scope: expect.stringMatching(/^\$\{azurerm_firewall\..+\.id\}$/),
    });
  });
});

describe('Spoke', () => {
  const spoke = (aliased: boolean) =>
    synthesize((stack) => {
      new AzurermProvider(stack, 'own', { features: [{}] });
      const hubProvider = aliased ? new AzurermProvider(stack, 'hub', { alias: 'hub', features: [{}] }) : undefined;
      new Spoke(stack, 'spoke', {
        network: { id: '/spoke', name: 'spoke', resourceGroupName: 'cell' },
        hub: { id: '/hub', name: 'hub', resourceGroupName: 'platform' },
        names: { toHub: 'out', toSpoke: 'back' },
        hubProvider,
      });
    });
  const side = (resources: Resources, name: string) =>
    all(resources, 'virtual_network_peering').find((body) => body['name'] === name);

  test('takes back what the firewall sends on, and sends the hub nothing of others', () => {
    const closed = { allow_virtual_network_access: true, allow_gateway_transit: false, use_remote_gateways: false };
    expect(side(spoke(false), 'out')).toEqual({
      ...closed,
      name: 'out',
      resource_group_name: 'cell',
      virtual_network_name: 'spoke',
      remote_virtual_network_id: '/hub',
      allow_forwarded_traffic: true,
    });
    expect(side(spoke(false), 'back')).toEqual({
      ...closed,
      name: 'back',
      resource_group_name: 'platform',
      virtual_network_name: 'hub',
      remote_virtual_network_id: '/spoke',
      allow_forwarded_traffic: false,
    });
  });

  test('makes the hub’s side in the hub’s subscription', () => {
    expect(side(spoke(true), 'back')).toMatchObject({ provider: 'azurerm.hub' });
    expect(side(spoke(true), 'out')).not.toHaveProperty('provider');
  });
});
