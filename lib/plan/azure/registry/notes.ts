/** The registry: what the data root must hold for it, and where images come from. */
import { type Capability, diagnosticsName, inRoot, precondition } from '../capability';

export const registry: Capability = {
  expectations: ({ data, location }) => {
    const expected = inRoot(data.root);
    const { name, identity, zoneRedundant, cacheRule } = data.registry;
    return [
      expected('registry', 'container_registry', name, {
        location,
        sku: 'Premium',
        public_network_access_enabled: false,
        export_policy_enabled: false,
        admin_enabled: false,
        zone_redundancy_enabled: zoneRedundant,
      }),
      expected('registry/identity', 'user_assigned_identity', identity, { location }),
      expected('registry/logs', 'monitor_diagnostic_setting', diagnosticsName(name)),
      ...(cacheRule ? [expected('registry/cache', 'container_registry_cache_rule', cacheRule)] : []),
    ];
  },
  addresses: ({ data, cells }) => [
    { what: 'registry', owner: data.root, address: data.registry.id, namedBy: cells.map(({ root }) => root) },
  ],
  notes: ({ data, egress }) => ({
    preconditions: [
      precondition(
        'registry-key',
        `${data.registry.name} reaches its key in the closed vault: the vendor describes that path for a system-assigned identity, not for the one the registry is made with`,
        'deploy the data root first; where the registry cannot read its key, enable its system-assigned identity, give it the role on the key, and switch with: az acr encryption rotate-key --identity "[system]"',
      ),
      ...(egress === 'isolated'
        ? [
            precondition(
              'isolated-images',
              'every image that is not of AKS itself is in the registry before it is needed',
              "push by digest from the runner: nodes reach no other registry; the registry's cache serves AKS's own",
            ),
          ]
        : []),
    ],
    residualRisks: [
      egress === 'isolated'
        ? "Azure: the registry fetches AKS's own images from the Microsoft container registry, whose content network is global: names of images asked for leave, nothing else."
        : "Azure: nodes fetch AKS's own images from the Microsoft container registry, whose content network is global, through the firewall.",
    ],
  }),
};
