/** The registry: what the data root must hold for it, and where images come from. */
import { images } from '../../../catalogue';
import type { UsedFact } from '../../intent';
import { type Capability, diagnosticsName, held, inRoot, lockName, precondition, vendorHeld } from '../capability';

export const registry: Capability = {
  expectations: ({ data, location }) => {
    const expected = inRoot(data.root);
    const { name, identity, zoneRedundant, cacheRule } = data.registry;
    return [
      {
        ...expected('registry', 'container_registry', name, {
          location,
          sku: 'Premium',
          public_network_access_enabled: false,
          export_policy_enabled: false,
          admin_enabled: false,
          zone_redundancy_enabled: zoneRedundant,
          data_endpoint_enabled: true,
          anonymous_pull_enabled: false,
          network_rule_bypass_option: 'None',
        }),
        ...vendorHeld(data, 'registry', 'encryption'),
      },
      ...(held(data, 'registry')
        ? [expected('registry/identity', 'user_assigned_identity', identity, { location })]
        : []),
      expected('registry/lock', 'management_lock', lockName(name), { lock_level: 'CanNotDelete' }),
      expected('registry/logs', 'monitor_diagnostic_setting', diagnosticsName(name)),
      ...(cacheRule ? [expected('registry/cache', 'container_registry_cache_rule', cacheRule)] : []),
    ];
  },
  addresses: ({ data, cells }) => [
    { what: 'registry', owner: data.root, address: data.registry.id, namedBy: cells.map(({ root }) => root) },
  ],
  notes: ({ data, egress, country }) => {
    const unknown = data.registry.images.filter(({ digest }) => digest === undefined);
    return {
      preconditions: [
        ...(held(data, 'registry')
          ? [
              precondition(
                'registry-key',
                `${data.registry.name} reaches its key in the closed vault: the vendor describes that path for a system-assigned identity, not for the one the registry is made with`,
                'deploy the data root first; where the registry cannot read its key, enable its system-assigned identity, give it the role on the key, and switch with: az acr encryption rotate-key --identity "[system]"',
              ),
            ]
          : []),
        precondition(
          'images',
          `${data.registry.images.length} images are mirrored into ${data.registry.name} before the first node starts${egress === 'isolated' ? ": nodes reach no other registry; its cache serves AKS's own" : ': nothing but what is of AKS itself is pulled from abroad'}`,
          `npx sovereign images ${country} --format commands: run on a host that reaches both its private endpoint and the sources, and carry the digests along`,
        ),
      ],
      facts: [
        ...data.registry.images.map(
          ({ name, tag, asOf, confidence, sources }): UsedFact => ({
            statement: `Image: ${name} ${tag}`,
            asOf,
            confidence,
            sources,
          }),
        ),
        {
          statement: "Images of AKS's own: repositories of mcr.microsoft.com, as `sovereign images` lists them",
          asOf: images.aksImages.asOf,
          confidence: images.aksImages.confidence,
          sources: [images.aksImages.source],
        },
      ],
      residualRisks: [
        ...(unknown.length > 0
          ? [
              `Azure: digests of ${unknown.map(({ name }) => name).join(', ')} are not known here: what is copied is what the tag names on that day; record the digest with the copy.`,
            ]
          : []),
        "Azure: images of AKS's own are the vendor's, of tags it chooses; their contents are not held to a digest of ours.",
        egress === 'isolated'
          ? "Azure: the registry fetches AKS's own images from the Microsoft container registry, whose content network is global: names of images asked for leave, nothing else."
          : "Azure: nodes fetch AKS's own images from the Microsoft container registry, whose content network is global, through the firewall.",
      ],
    };
  },
};
