/** Baselines: one a subscription, whatever stands in it. */
import type { AzureTarget } from '../../../profile';
import { type AddressBook, userOf } from '../addresses';
import { actionsOf } from '../identity/actions';
import type { BaselinePlan } from './types';

/** Namespaces every subscription has from the start. Source: Azure resource providers and types, registered by default. */
const ALWAYS = ['Microsoft.Authorization', 'Microsoft.Features', 'Microsoft.Resources'];

/** What a type leans on beside its own namespace: AKS makes machines, disks, balancers and identities itself. */
const LEANS_ON: Readonly<Record<string, readonly string[]>> = {
  azurerm_kubernetes_cluster: [
    'Microsoft.Compute',
    'Microsoft.Insights',
    'Microsoft.ManagedIdentity',
    'Microsoft.Network',
    'Microsoft.PolicyInsights',
    'Microsoft.Storage',
  ],
  azurerm_resource_group_policy_assignment: ['Microsoft.PolicyInsights'],
};

/** Features that are asked for: the provider, the feature, and whose nodes need it. */
const FEATURES: readonly (readonly [namespace: string, feature: string, needs: (tenant: Tenant) => boolean])[] = [
  ['Microsoft.Compute', 'EncryptionAtHost', ({ nodes }) => nodes],
  ['Microsoft.ContainerService', 'AKSInfinibandSupport', ({ fabric }) => fabric],
];

/** Plans of Defender for Cloud for what the country runs. */
const DEFENDER = [
  { resourceType: 'Arm', subplan: 'PerSubscription' },
  { resourceType: 'Containers' },
  { resourceType: 'KeyVaults', subplan: 'PerKeyVault' },
  { resourceType: 'StorageAccounts', subplan: 'DefenderForStorageV2' },
] as const;

/** A root as far as a baseline asks: which types it holds, and whether nodes run in it. */
export interface Tenant {
  readonly root: string;
  readonly types: readonly string[];
  /** Whether it is deployed before every baseline. */
  readonly first: boolean;
  readonly nodes: boolean;
  readonly fabric: boolean;
}

export function planBaselines(target: AzureTarget, book: AddressBook, tenants: readonly Tenant[]): BaselinePlan[] {
  const { providers = 'create', networkWatcher = 'existing', defender = 'none' } = target.baseline ?? {};
  return book.baselines.map((root) => {
    const subscription = book.subscription(root);
    const inside = tenants.filter((tenant) => book.subscription(tenant.root) === subscription);
    const types = [
      ...(providers === 'create' ? ['azurerm_resource_provider_registration'] : []),
      ...(networkWatcher === 'create' ? ['azurerm_network_watcher'] : []),
      ...(defender === 'create' ? ['azurerm_security_center_subscription_pricing'] : []),
    ];
    const used = namespacesOf([...inside.flatMap((tenant) => tenant.types), ...types]);
    // What comes before every baseline has its providers registered by hand.
    const first = namespacesOf(inside.flatMap((tenant) => (tenant.first ? tenant.types : [])));
    return {
      root,
      user: userOf(root),
      subscription,
      types,
      providers: used.map((namespace) => ({
        namespace,
        features: featuresOf(namespace, inside),
        by: providers === 'existing' ? 'existing' : first.includes(namespace) ? 'bootstrap' : 'create',
      })),
      watcher:
        networkWatcher === 'create'
          ? { by: 'create', name: book.of(root, 'watcher'), resourceGroup: book.group(root) }
          : { by: 'existing', name: `NetworkWatcher_${target.regions.primary}`, resourceGroup: 'NetworkWatcherRG' },
      defender: { by: defender, plans: defender === 'create' ? DEFENDER : [] },
    };
  });
}

function namespacesOf(types: readonly string[]): string[] {
  const named = [
    ...actionsOf(types).map((action) => action.slice(0, action.indexOf('/'))),
    ...types.flatMap((type) => LEANS_ON[type] ?? []),
  ];
  return [...new Set(named)].filter((namespace) => !ALWAYS.includes(namespace)).sort();
}

const featuresOf = (namespace: string, inside: readonly Tenant[]): string[] =>
  FEATURES.filter(([of, , needs]) => of === namespace && inside.some(needs)).map(([, feature]) => feature);
