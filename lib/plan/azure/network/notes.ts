/** Networks and private endpoints: what the roots must hold, and the ways in and out an operator must see to. */
import { type Capability, estatesOf, inRoot, precondition, rootOf } from '../capability';

export const network: Capability = {
  attachments: [
    'azurerm_network_security_rule',
    'azurerm_private_dns_zone_virtual_network_link',
    'azurerm_route',
    'azurerm_subnet_network_security_group_association',
    'azurerm_subnet_route_table_association',
  ],
  expectations: (plan) => {
    return estatesOf(plan).flatMap(({ root, vnet, endpoints }) => {
      const expected = inRoot(root);
      const { location } = rootOf(plan, { root });
      return [
        expected('network', 'virtual_network', vnet.name, { location, address_space: [vnet.block] }),
        ...vnet.subnets.flatMap((subnet) => [
          expected(`network/${subnet.name}`, 'subnet', subnet.name, {
            address_prefixes: [subnet.block],
            default_outbound_access_enabled: false,
          }),
          expected(`network/${subnet.name}/rules`, 'network_security_group', subnet.securityGroup, { location }),
        ]),
        ...(vnet.routeTable ? [expected('network/routes', 'route_table', vnet.routeTable.name, { location })] : []),
        ...vnet.zones.map((zone) => expected(`network/zones/${zone.name}`, 'private_dns_zone', zone.name)),
        ...endpoints.map(({ to, name }) => expected(`endpoints/${to}`, 'private_endpoint', name, { location })),
      ];
    });
  },
  notes: () => ({
    preconditions: [
      precondition(
        'operator-path',
        'operators reach the private API servers from inside the country',
        "a private circuit or VPN to a network of yours, peered with the cell's and linked to its zones",
      ),
    ],
    residualRisks: [
      'Azure: traffic inside the networks is not recorded: virtual network flow logs are not part of these roots.',
    ],
  }),
};
