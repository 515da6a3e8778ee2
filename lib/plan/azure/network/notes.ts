/** Networks and private endpoints: what the roots must hold, and the ways in and out an operator must see to. */
import type { Intent, Precondition } from '../../intent';
import { type Capability, type Draft, estatesOf, networksOf, precondition } from '../capability';
import { expectationsOf } from './expectations';
import type { EntrancePlan, PathPlan } from './types';

export const network: Capability = {
  attachments: [
    'azurerm_network_security_rule',
    'azurerm_private_dns_zone_virtual_network_link',
    'azurerm_route',
    'azurerm_subnet_network_security_group_association',
    'azurerm_subnet_route_table_association',
  ],
  expectations: expectationsOf,
  addresses: ({ path, ...plan }) =>
    estatesOf(plan).flatMap(({ root, vnet }) => {
      const namedBy = [...(vnet.flowLog.root === root ? [] : [vnet.flowLog.root]), ...(path ? [path.root] : [])];
      return namedBy.length > 0 ? [{ what: 'network', owner: root, address: vnet.id, namedBy }] : [];
    }),
  notes: (plan, intent) => ({
    preconditions: [...(plan.path ? comeIn(plan.path, plan) : [NO_PATH]), ...flows(plan, intent), ...names(plan)],
    residualRisks: [
      'Azure: every name a pod asks for is looked up by Azure DNS, beyond the country too: a query can carry data out, slowly, where no route leaves. A DNS security policy closes it; the Terraform provider has no resource for it, so it is a precondition.',
      'Azure: flow logs say who spoke with whom, not what was said; the vendor sees them while it writes them.',
      ...(plan.path ? [RISKS[plan.path.entrance.kind]] : []),
    ],
    headlines: plan.path ? [`a path in for operators: ${plan.path.entrance.kind}`] : [],
  }),
};

const NO_PATH = precondition(
  'operator-path',
  'operators reach the private API servers from inside the country',
  'name a path in the document, { kind: vpn }, circuit or bastion: without one the rules of every API server let its own nodes in and nobody else',
);

/** What operators bring in with them. */
const RISKS: Record<EntrancePlan['kind'], string> = {
  vpn: "Azure: the VPN ends at a public address of this region, the only one there is; what stands behind the operators' gateway reaches port 443 of each API and of the shared services. Its shared key lies in the state of the root path.",
  circuit:
    "Azure: what stands behind the circuit reaches port 443 of each API and of the shared services; ExpressRoute's gateway has an address of the vendor's own, for its management, and the circuit is as encrypted as its owner makes it.",
  bastion:
    'Azure: sessions pass through a Bastion without a public address; it sends its own logs and metering to the vendor, and who may use it is decided by roles on it.',
};

function comeIn({ entrance, vnet }: PathPlan, { cells, location }: Draft): Precondition[] {
  const apis = cells.map(({ cluster }) => cluster.name).join(', ');
  const namesOfApis = precondition(
    'operator-names',
    `operators resolve the names of ${apis} to their private addresses: each cell's zone answers in its own network only`,
    'az network private-dns record-set a list --zone-name <zone of the cell> --resource-group <group of the cell>, and a record of your own',
  );
  switch (entrance.kind) {
    case 'vpn':
      return [
        precondition(
          'operator-path',
          `the operators' gateway ${entrance.remote.address} brings up the tunnel: IKEv2, AES-256-GCM, SHA-384, group 20, routes to ${vnet.name} and what it is peered with`,
          'az network vpn-connection show --query connectionStatus; the shared key is given as vpn_shared_key, of 32 characters or more, and replaced every year',
        ),
        namesOfApis,
      ];
    case 'circuit':
      return [
        precondition(
          'operator-path',
          `the circuit ${entrance.circuit.split('/').pop()} ends in the country, is encrypted (MACsec, or IPsec over it) and has private peering and nothing else${entrance.authorized ? '; its owner gives an authorization, as circuit_authorization' : ''}`,
          'az network express-route show --ids <circuit> --query "[circuitProvisioningState, peerings[].peeringType]"',
        ),
        namesOfApis,
      ];
    case 'bastion':
      return [
        precondition(
          'operator-path',
          `the network ${entrance.from.split('/').pop()}, that operators come from, is in ${location} and peered back with ${vnet.name}`,
          `az network vnet peering create --vnet-name <it> --remote-vnet ${vnet.name}, without gateways and without forwarded traffic`,
        ),
        precondition(
          'bastion-reach',
          `the private-only Bastion reaches ${apis} in peered networks: the vendor describes its own network only`,
          `az aks bastion --name <cluster> --resource-group <group> --bastion ${entrance.name}, once, before anything is built on it; else choose vpn or circuit`,
        ),
      ];
  }
}

/** What recording every network asks for. */
function flows(plan: Draft, { retention }: Intent): Precondition[] {
  const { watcher } = plan.foundation.vnet.flowLog;
  const { name } = plan.foundation.flows;
  return [
    precondition(
      'network-watcher',
      `each subscription has the network watcher ${watcher.name} of the region: Azure makes it with the first network, unless somebody turned that off`,
      `az network watcher list --query "[?name=='${watcher.name}'].resourceGroup"; where there is none: az network watcher configure --locations ${plan.location} --enabled --resource-group ${watcher.resourceGroup}`,
    ),
    precondition(
      'flows-arrive',
      `flows of ${networksOf(plan).length} networks arrive in ${name}, and its immutability (${retention.logDays} days) is locked then: it is made unlocked, and the vendor does not say that its writer accepts a lock`,
      `an hour after the first deployment: az storage blob list --account-name ${name} --container-name insights-logs-flowlogflowevent --auth-mode login; then az storage account update --name ${name} --immutability-state Locked`,
    ),
  ];
}

/** What no template can close: the vendor's resolver. */
const names = (plan: Draft): Precondition[] => [
  precondition(
    'names-closed',
    `in the networks of ${plan.cells.map(({ name }) => name).join(', ')} only listed names resolve: those of their private zones and what these stand for${plan.egress === 'firewall' ? ', and what the firewall lets through' : ''}`,
    'az network dns-resolver policy create, a domain list and an Allow rule for what is listed, a Block rule for ".", and a link to each network; log its answers to the workspace',
  ),
];
