/** Networks, endpoints and the operators' path: what the roots must hold. */
import type { Expectation } from '../../expectation';
import { type Draft, diagnosticsName, estatesOf, inRoot, networksOf, rootOf } from '../capability';
import type { EntrancePlan, NetworkPlan, PathPlan } from './types';

type Expect = (promise: string, type: string, name: string, settings?: Expectation['settings']) => Expectation;

export const expectationsOf = (plan: Draft): Expectation[] => [
  ...networksOf(plan).flatMap(({ root, vnet }) => network(root, vnet, rootOf(plan, { root }).location)),
  ...estatesOf(plan).flatMap(({ root, endpoints }) =>
    endpoints.map(({ to, name, reasons }) =>
      inRoot(root)(`endpoints/${to}`, 'private_endpoint', name, {
        location: rootOf(plan, { root }).location,
        'tags.reason': reasonTag(reasons),
        'private_service_connection.is_manual_connection': false,
      }),
    ),
  ),
  ...(plan.path ? path(plan.path, plan.location) : []),
];

/** Reasons as a tag says them: a tag's value has at most 256 characters. */
export const reasonTag = (reasons: readonly string[]): string => reasons.join('; ').slice(0, 256);

function network(root: string, vnet: NetworkPlan, location: string): Expectation[] {
  const expected = inRoot(root);
  const { flowLog } = vnet;
  return [
    expected('network', 'virtual_network', vnet.name, { location, address_space: [vnet.block] }),
    ...vnet.subnets.flatMap((subnet) => [
      expected(`network/${subnet.name}`, 'subnet', subnet.name, {
        address_prefixes: [subnet.block],
        default_outbound_access_enabled: false,
        private_endpoint_network_policies: 'Enabled',
      }),
      ...(subnet.securityGroup
        ? [expected(`network/${subnet.name}/rules`, 'network_security_group', subnet.securityGroup, { location })]
        : []),
    ]),
    ...(vnet.routeTable ? [expected('network/routes', 'route_table', vnet.routeTable.name, { location })] : []),
    ...vnet.zones.map((zone) => expected(`network/zones/${zone.name}`, 'private_dns_zone', zone.name)),
    inRoot(flowLog.root)(
      `${flowLog.root === root ? '' : `${root}/`}network/flows`,
      'network_watcher_flow_log',
      flowLog.name,
      {
        enabled: true,
        version: 2,
        network_watcher_name: flowLog.watcher.name,
      },
    ),
  ];
}

function path(plan: PathPlan, location: string): Expectation[] {
  const at = inRoot(plan.root);
  const expected: Expect = (promise, type, name, settings) => at(`in/${promise}`, type, name, settings);
  return [
    ...plan.peerings.flatMap(({ to, name, back }) => [
      expected(`to/${to}`, 'virtual_network_peering', name, { allow_forwarded_traffic: false }),
      expected(`from/${to}`, 'virtual_network_peering', back, {
        allow_gateway_transit: false,
        allow_forwarded_traffic: false,
      }),
    ]),
    ...entrance(plan.entrance, location, expected),
  ];
}

function entrance(plan: EntrancePlan, location: string, expected: Expect): Expectation[] {
  const logged = (name: string): Expectation =>
    expected(`logs/${name}`, 'monitor_diagnostic_setting', diagnosticsName(name));
  if (plan.kind === 'bastion')
    return [
      expected('bastion', 'bastion_host', plan.name, { location, sku: 'Premium' }),
      logged(plan.name),
      expected('operators', 'virtual_network_peering', plan.peering, { remote_virtual_network_id: plan.from }),
    ];
  return [
    expected('gateway', 'virtual_network_gateway', plan.name, {
      location,
      type: plan.kind === 'vpn' ? 'Vpn' : 'ExpressRoute',
    }),
    logged(plan.name),
    expected('connection', 'virtual_network_gateway_connection', plan.connection, { location }),
    ...(plan.kind === 'vpn'
      ? [
          expected('address', 'public_ip', plan.address, { location, sku: 'Standard' }),
          logged(plan.address),
          expected('operators', 'local_network_gateway', plan.remote.name, {
            location,
            gateway_address: plan.remote.address,
          }),
        ]
      : []),
  ];
}
