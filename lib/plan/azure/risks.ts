/** What stays a risk on Azure whatever the templates say, in plain sentences. */
import { azureRegion, countryName } from '../../catalogue';
import type { Intent } from '../intent';
import type { Draft } from './notes';

/** Services bound to no region, which every Azure region leans on. */
const GLOBAL = [
  "Azure: Entra ID holds identities in the tenant's location, chosen when the tenant was made, not in this region.",
  'Azure: Azure DNS is a global service; private zones and their records are resource metadata without a place.',
  'Azure: Azure Resource Manager keeps metadata (names, tags, ids, deployments) outside the region.',
  'Azure: Private Link scopes, policy assignments, role assignments and locks are global objects; they hold no data.',
  "Azure: the AKS control plane runs in the vendor's subscription in the region; its OIDC issuer publishes signing keys (no data) on a public address.",
  'Azure: management actions reach the region through public endpoints of Azure Resource Manager; Entra conditional access must bind who and from where.',
];

export function residualRisks(intent: Intent, plan: Draft): string[] {
  const { location, regions } = plan;
  return [
    'Azure: traffic inside the networks is not recorded: virtual network flow logs are not part of these roots.',
    ...GLOBAL,
    ...images(intent),
    ...vaultCopies(location),
    ...keys(intent, plan),
    ...copies(plan, regions.recovery),
  ];
}

const images = (intent: Intent): string[] => [
  intent.egress === 'isolated'
    ? "Azure: the registry fetches AKS's own images from the Microsoft container registry, whose content network is global: names of images asked for leave, nothing else."
    : "Azure: nodes fetch AKS's own images from the Microsoft container registry, whose content network is global, through the firewall.",
];

/** Contents of a key vault are copied to the pair by the vendor, without a switch. */
function vaultCopies(location: string): string[] {
  const region = azureRegion(location);
  if (location === 'brazilsouth')
    return [
      'Azure: Brazil South has its pair abroad; the vendor exempts it from key vault replication (its own statement).',
    ];
  if (!region?.pair)
    return [`Azure: ${location} has no pair: vaults have no copy, and a loss of the region loses the keys.`];
  return [
    `Azure: contents of every key vault are copied to the pair ${region.pair} (${countryName(region.pairCountry ?? '')}) by the vendor, without a switch.`,
  ];
}

function keys(intent: Intent, plan: Draft): string[] {
  const bare = plan.cells.filter(({ cluster }) => !cluster.customerEtcdKey).map(({ name }) => name);
  return [
    ...(intent.custody.level === 'cmk'
      ? [
          "Azure: keys are the customer's but live in the vendor's shared HSMs; a legal order to the vendor is not met by encryption.",
        ]
      : []),
    ...(bare.length > 0
      ? [
          `Azure: ${plan.location} has no API server VNet integration, so etcd of ${bare.join(', ')} is encrypted with the vendor's key, below the custody asked for: an accepted exception must say so.`,
        ]
      : []),
  ];
}

function copies({ location, replication, zones }: Draft, recovery: string | undefined): string[] {
  return [
    recovery
      ? `Azure: copies in ${recovery} follow behind (${replication.kind}); clusters, images and logs to query are in ${location} only.`
      : `Azure: ${location} is the only region used: backups and copies stay in one region${zones.length === 0 ? ', in one place' : ''}.`,
    ...(zones.length === 0 ? [`Azure: ${location} has no zones: a loss of one data centre can stop the cells.`] : []),
  ];
}
