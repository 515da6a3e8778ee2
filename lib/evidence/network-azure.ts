/** The networks of an Azure region as a person reads them: what is recorded, what passes, who comes in. */

import type { AzurePlan, NetworkPlan, PathPlan, SecurityRule } from '../plan/azure';
import { estatesOf, networksOf } from '../plan/azure';
import type { Medium } from './medium';

export const azureNetworkBlocks = (plan: AzurePlan, medium: Medium): string[] => {
  const estates = estatesOf(plan);
  const networks = networksOf(plan);
  return [
    medium.heading(3, 'Networks'),
    medium.table(
      ['network', 'root', 'block', 'its flows go to'],
      networks.map(({ root, vnet }) => [
        vnet.name,
        root,
        vnet.block,
        vnet.flowLog.storageId.split('/').pop() ?? vnet.flowLog.storageId,
      ]),
    ),
    medium.table(
      ['operators come in', 'from', 'to'],
      [plan.path ? door(plan.path) : ['by no way of these roots', '-', 'API servers let their own nodes in only']],
    ),
    medium.table(
      ['private endpoint', 'root', 'leads to', 'why'],
      estates.flatMap(({ root, endpoints }) =>
        endpoints.map(({ name, to, subresource, reasons }) => [
          name,
          root,
          `${to} (${subresource})`,
          reasons.join('; '),
        ]),
      ),
    ),
    medium.table(
      ['private zone', 'root', 'holds'],
      estates.flatMap(({ root, vnet }) => vnet.zones.map(({ name, reason }) => [name, root, reason])),
    ),
    medium.table(
      ['network', 'subnet', 'block', 'lets in', 'lets out'],
      networks.flatMap(({ vnet }) => subnets(vnet)),
    ),
  ];
};

function door({ entrance, operators, vnet, peerings }: PathPlan): string[] {
  const to = `${vnet.name}, peered with ${peerings.map((peering) => peering.to).join(', ')}: port 443 of each API and of the shared services`;
  const from = operators.join(', ');
  switch (entrance.kind) {
    case 'vpn':
      return [`by VPN, from ${entrance.remote.address}`, from, to];
    case 'circuit':
      return [`by ExpressRoute, circuit ${entrance.circuit.split('/').pop()}`, from, to];
    case 'bastion':
      return [`by private-only Bastion, from network ${entrance.from.split('/').pop()}`, from, to];
  }
}

const subnets = ({ name, subnets: all }: NetworkPlan): string[][] =>
  all.map((subnet) => [
    name,
    subnet.name,
    subnet.block,
    ...(subnet.securityGroup
      ? (['Inbound', 'Outbound'] as const).map((direction) => passes(subnet.rules, direction))
      : ['a gateway of the vendor: no group', 'a gateway of the vendor: no group']),
  ]);

const passes = (rules: readonly SecurityRule[], direction: SecurityRule['direction']): string =>
  rules
    .filter((rule) => rule.direction === direction && rule.access === 'Allow')
    .map(({ sources, destinations, ports, protocol }) => {
      const who = direction === 'Inbound' ? sources : destinations;
      const what = ports.includes('*') ? 'all ports' : ports.join(', ');
      return `${who.join(', ')} ${protocol === '*' ? '' : `${protocol.toUpperCase()} `}${what}`;
    })
    .join('; ') || 'nothing';
