/** Egress through a firewall: what the roots must hold, what the operator must see to, and what no rule closes. */
import { azureEgress } from '../../../catalogue';
import type { Expectation } from '../../expectation';
import type { PlanNotes, Precondition } from '../../intent';
import { type Capability, type Draft, diagnosticsName, inRoot, lockName, precondition } from '../capability';
import type { AzureCellPlan } from '../types';
import { allowedNames } from './allow';
import type { InspectionPlan } from './types';

/** Name that Azure gives the one subnet a firewall stands in. */
export const FIREWALL_SUBNET = 'AzureFirewallSubnet';
/** Groups of rules of the policy: what may pass, and that nothing else does. */
export const RULE_GROUPS = { allow: 'allow', closed: 'closed' } as const;

export const inspection: Capability = {
  expectations: (plan) => [
    ...(plan.inspection ? ofHub(plan, plan.inspection) : []),
    ...plan.cells.flatMap((cell) => ofCell(cell)),
  ],
  addresses: ({ inspection: plan, cells }) => {
    if (!plan) return [];
    const namedBy = cells.map(({ root }) => root);
    return [
      { what: 'hub network', owner: plan.root, address: plan.network.id, namedBy },
      { what: 'firewall, as next hop', owner: plan.root, address: plan.firewall.address, namedBy },
    ];
  },
  notes: (plan) =>
    plan.inspection
      ? notesOf(plan, plan.inspection)
      : { preconditions: plan.egress === 'firewall' ? throughTheirs(plan.cells) : [] },
};

function ofHub({ location }: Draft, plan: InspectionPlan): Expectation[] {
  const expected = inRoot(plan.root);
  const { firewall, network, policy, publicAddresses, tls } = plan;
  return [
    expected('network', 'virtual_network', network.name, { location, address_space: [network.block] }),
    expected('network/flows', 'network_watcher_flow_log', plan.flowLog.name, { enabled: true, version: 2 }),
    expected('network/firewall', 'subnet', FIREWALL_SUBNET, {
      address_prefixes: [plan.subnet],
      default_outbound_access_enabled: false,
    }),
    ...publicAddresses.flatMap((name, index) => [
      expected(`addresses/${index + 1}`, 'public_ip', name, {
        location,
        allocation_method: 'Static',
        sku: 'Standard',
        ddos_protection_mode: 'Enabled',
      }),
      expected(`addresses/${index + 1}/logs`, 'monitor_diagnostic_setting', diagnosticsName(name)),
    ]),
    expected('firewall', 'firewall', firewall.name, { location, sku_name: 'AZFW_VNet', sku_tier: 'Premium' }),
    expected('firewall/lock', 'management_lock', lockName(firewall.name), { lock_level: 'CanNotDelete' }),
    expected('firewall/logs', 'monitor_diagnostic_setting', diagnosticsName(firewall.name), {
      log_analytics_destination_type: 'Dedicated',
    }),
    expected('policy', 'firewall_policy', policy, {
      location,
      sku: 'Premium',
      threat_intelligence_mode: 'Deny',
      'intrusion_detection.mode': 'Deny',
      'intrusion_detection.private_ranges': plan.inside,
    }),
    expected('rules/allow', 'firewall_policy_rule_collection_group', RULE_GROUPS.allow),
    expected('rules/closed', 'firewall_policy_rule_collection_group', RULE_GROUPS.closed, {
      'application_rule_collection.0.action': 'Deny',
      'application_rule_collection.0.rule.0.destination_fqdns': ['*'],
    }),
    ...(tls
      ? [
          expected('tls/identity', 'user_assigned_identity', tls.identity, { location }),
          expected('tls/access', 'key_vault_access_policy'),
        ]
      : []),
  ];
}

function ofCell({ root, vnet, wayOut }: AzureCellPlan): Expectation[] {
  if (!wayOut) return [];
  const expected = inRoot(root);
  const open = { allow_virtual_network_access: true, allow_gateway_transit: false, use_remote_gateways: false };
  return [
    expected('way-out/to-hub', 'virtual_network_peering', wayOut.peerings.toHub, {
      ...open,
      remote_virtual_network_id: wayOut.hub.id,
      allow_forwarded_traffic: true,
    }),
    expected('way-out/to-cell', 'virtual_network_peering', wayOut.peerings.toCell, {
      ...open,
      virtual_network_name: wayOut.hub.name,
      allow_forwarded_traffic: false,
    }),
    expected('way-out/route', 'route', 'to-firewall', {
      address_prefix: '0.0.0.0/0',
      next_hop_type: 'VirtualAppliance',
      next_hop_in_ip_address: vnet.routeTable?.nextHop ?? '',
    }),
  ];
}

function notesOf(plan: Draft, hub: InspectionPlan): Partial<PlanNotes> {
  const { location } = plan;
  const short = azureEgress.zonesShort;
  const quota = (name: string, amount: number, unit: string, reason: string) => ({
    cloud: 'azure' as const,
    region: location,
    name,
    amount,
    unit,
    reason,
  });
  return {
    quotas: [
      quota('Static Public IP Addresses', hub.publicAddresses.length, 'addresses', `the firewall of ${hub.root}`),
      quota('Virtual Network Peerings', plan.cells.length, 'peerings', `${hub.network.name}: one a cell, 500 at most`),
    ],
    preconditions: preconditions(plan, hub),
    residualRisks: risks(hub),
    headlines: [
      `names that cells may reach, through a firewall: ${hub.allow.flatMap(({ names }) => names).join(', ')}`,
    ],
    facts: [
      {
        statement: `names AKS needs outside: ${azureEgress.rows.flatMap(({ names }) => names).join(', ')}`,
        asOf: azureEgress.asOf,
        confidence: azureEgress.confidence,
        sources: [azureEgress.source],
      },
      {
        statement:
          'the firewall resolves the name a client asks for itself and connects there; where the client wanted to go is ignored',
        asOf: '2024-06-11',
        confidence: 'primary' as const,
        sources: ['Azure Firewall, DNS Proxy details (Microsoft)'],
      },
      ...(hub.tls
        ? [
            {
              statement: 'a firewall is let into the vault of its certificate by access policies, and by no role',
              asOf: '2022-12-11',
              confidence: 'secondary' as const,
              sources: ['Azure Firewall Premium certificates (Microsoft), an older edition'],
            },
          ]
        : []),
      ...(short.regions[location]
        ? [
            {
              statement: `no new firewall in ${short.regions[location]} of ${location}`,
              asOf: short.asOf,
              confidence: short.confidence,
              sources: [short.source],
            },
          ]
        : []),
    ],
  };
}

/** What an operator's own firewall must do. */
const throughTheirs = (cells: readonly AzureCellPlan[]): Precondition[] => [
  precondition(
    'firewall-peering',
    `each cell's network (${cells.map(({ network }) => network).join(', ')}) is peered with the network of the firewall ${cells[0]?.vnet.routeTable?.nextHop}, which forwards, inspects and stands in the country`,
    'az network vnet peering create, both ways, with forwarded traffic allowed, before the cluster is made',
  ),
  precondition(
    'firewall-list',
    'the firewall lets AKS out to what it must reach, and to nothing else',
    `allow over TLS: ${allowedNames(cells, [], false)
      .flatMap(({ names }) => names)
      .join(', ')}`,
  ),
];

function preconditions({ cells, location }: Draft, hub: InspectionPlan): Precondition[] {
  const { firewall, network, publicAddresses, root, tls } = hub;
  const short = azureEgress.zonesShort.regions[location];
  const foreign = cells.filter(({ wayOut }) => wayOut?.hubSubscription);
  return [
    precondition(
      'peering-right',
      `the runner of each cell may peer with ${network.name}${foreign.length > 0 ? `, which is in another subscription than ${foreign.map(({ name }) => name).join(', ')}` : ''}: a cell's root makes both sides, because the hub stands first and cannot name a network that is not there`,
      `az role assignment create for a role with Microsoft.Network/virtualNetworks/read, /peer/action and /virtualNetworkPeerings/{read,write,delete}, scope ${network.id}; deploy cells one after the other`,
    ),
    precondition(
      'firewall-address',
      `the firewall has the address ${firewall.address}, the first of its subnet: Azure assigns it and none can be asked for; ${root} refuses to be applied otherwise, and a firewall that was stopped may come back with another`,
      `az network firewall show --name ${firewall.name} --query ipConfigurations[0].privateIPAddress; else delete the firewall (lock first) and apply again: in an empty subnet it is the first`,
    ),
    precondition(
      'firewall-trial',
      'a name that is not listed is refused from a pod of each cell, and one that is listed answers',
      'curl -sS https://<name>; the refusal is in the table AZFWApplicationRule of the workspace',
    ),
    precondition(
      'firewall-addresses',
      'whoever must admit the region by address is told its public addresses',
      `az network public-ip show --name ${publicAddresses.join(' | ')} --query ipAddress`,
    ),
    ...(short && firewall.zones.length > 0
      ? [
          precondition(
            'firewall-zones',
            `zones ${firewall.zones.join(', ')} of ${location} take a new firewall: the vendor takes none in ${short}, which is another number in each subscription`,
            `az rest --method get --url "/subscriptions/<id>/locations?api-version=2022-12-01" --query "value[?name=='${location}'].availabilityZoneMappings"; leave that zone out of azure.firewall.zones`,
          ),
        ]
      : []),
    ...(tls
      ? [
          precondition(
            'tls-certificate',
            `${tls.certificate} in ${tls.vaultId} is an intermediate CA made by the country: RSA of 4,096 bits, exportable, a year of validity; and the vault is in the country, closed but to trusted services`,
            'az keyvault show --query "[location, properties.publicNetworkAccess, properties.networkAcls.bypass]"; import with: az keyvault certificate import',
          ),
          precondition(
            'tls-vault',
            "that vault keeps access policies: the vendor's firewall reads no certificate by role. Keep nothing else in it",
            'az keyvault show --query properties.enableRbacAuthorization; the inspection root adds a policy for its identity alone',
          ),
          precondition(
            'tls-trust',
            'images that call the names of azure.firewall.allow trust that CA, and pin no certificate',
            'add the CA to the trust store when images are built',
          ),
        ]
      : []),
  ];
}

const risks = ({ tls }: InspectionPlan): string[] => [
  tls
    ? 'Azure: whoever holds the key of the intermediate CA can read and forge what cells send to the names of the document; it lies in a vault as a secret the firewall exports, not in an HSM.'
    : 'Azure: TLS is not opened: what is sent to a listed name is not seen, and signatures of intrusion see addresses and names only. A certificate for it must be exportable and every pod must trust it: a decision of the document.',
  'Azure: login.microsoftonline.com and management.azure.com are the same names for every tenant: whoever holds credentials of another tenant in a pod can reach it there.',
  'Azure: whoever answers under a listed name can receive data: the list is as safe as its least careful name, and *.data.mcr.microsoft.com is a content network.',
  'Azure: names are asked of the resolver of each network, which no rule filters: a question for a name is itself a way out for a few bytes.',
  'Azure: signatures of intrusion and lists of threats come from the vendor, and the firewall fetches them through addresses of its own; what they hold is not known here.',
  'Azure: policy and rules, which hold names and ranges, are encrypted under a key of the vendor: no key can be named for them.',
];
