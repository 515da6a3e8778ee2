/** What must be true before (or be done after) a deployment, and how to see to it. */
import { azureRegion } from '../../catalogue';
import type { AzureTarget } from '../../profile';
import type { Intent, Precondition } from '../intent';
import type { Draft } from './notes';

type Entry = Omit<Precondition, 'cloud'>;

/** Resource providers the roots use; the provider registers none by itself. */
const PROVIDERS = [
  'Microsoft.Authorization',
  'Microsoft.Compute',
  'Microsoft.ContainerRegistry',
  'Microsoft.ContainerService',
  'Microsoft.Insights',
  'Microsoft.KeyVault',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.OperationalInsights',
  'Microsoft.PolicyInsights',
  'Microsoft.Storage',
];

export function preconditions(intent: Intent, target: AzureTarget, plan: Draft): Precondition[] {
  return [
    ...deployer(target, plan),
    ...subscription(plan),
    ...services(plan),
    ...network(intent, plan),
    ...after(intent, plan),
  ].map((entry) => ({ cloud: 'azure' as const, ...entry }));
}

function deployer(target: AzureTarget, { backend, location, roots }: Draft): Entry[] {
  return [
    {
      id: 'state-account',
      text: `the state account ${backend.storage_account_name}${target.state ? '' : ' (a derived name)'} exists in the country, private, without shared keys, with container ${backend.container_name}`,
      how: `az storage account show --name ${backend.storage_account_name} --resource-group ${backend.resource_group_name} --query "[location, publicNetworkAccess, allowSharedKeyAccess]"`,
    },
    {
      id: 'runner',
      text: `a private runner in ${location} deploys: vaults and state cannot be reached from elsewhere, and plans must not leave`,
      how: 'run Terraform on a host of your own in the country, on a network with no public address',
    },
    {
      id: 'runner-path',
      text: 'the runner reaches the private endpoints of every root it deploys',
      how: `the first apply of ${roots.map(({ name }) => name).join(', ')} stops at the vault's keys: peer the runner's network with the network made, link the zones to it, and apply again`,
    },
    {
      id: 'runner-roles',
      text: 'the runner may make resources, assign roles and make keys, and nothing reads data',
      how: 'az role assignment create for Contributor, Role Based Access Control Administrator, Resource Policy Contributor, Locks Contributor, Key Vault Crypto Officer and Storage Blob Data Contributor (state container)',
    },
  ];
}

function subscription({ location, regions, cells }: Draft): Entry[] {
  const pools = cells.flatMap((cell) => cell.pools);
  const restricted = [regions.primary, regions.recovery].filter((place) => place && azureRegion(place)?.restricted);
  const parallel = pools.filter(({ size }) => /^Standard_ND/.test(size));
  return [
    {
      id: 'providers',
      text: `these resource providers are registered: ${PROVIDERS.join(', ')}`,
      how: 'az provider register --namespace <provider> --wait',
    },
    {
      id: 'feature-encryption-at-host',
      text: 'the feature EncryptionAtHost is registered in every subscription of a cell',
      how: 'az feature register --namespace Microsoft.Compute --name EncryptionAtHost, then az provider register --namespace Microsoft.Compute',
    },
    ...(pools.some(({ rdma }) => rdma)
      ? [
          {
            id: 'feature-infiniband',
            text: 'the feature AKSInfinibandSupport is registered: pools with InfiniBand are planned',
            how: 'az feature register --namespace Microsoft.ContainerService --name AKSInfinibandSupport, then az provider register --namespace Microsoft.ContainerService',
          },
        ]
      : []),
    {
      id: 'quota',
      text: `the quotas of this plan are granted in ${location}`,
      how: `az vm list-usage --location ${location} --output table; ask for what is missing`,
    },
    ...restricted.map((place) => ({
      id: `region-access-${place}`,
      text: `access to ${place} is granted: the region is restricted`,
      how: `ask the vendor for region access to ${place} in a support request, for every subscription used`,
    })),
    ...(parallel.length > 0
      ? [
          {
            id: 'nd-host-encryption',
            text: `host encryption is confirmed for ${names(parallel)}: the vendor's documentation does not say so`,
            how: 'az vm list-skus --size <size> --query "[].capabilities[?name==\'EncryptionAtHostSupported\']"',
          },
        ]
      : []),
    ...(pools.some(({ arch }) => arch === 'arm64')
      ? [
          {
            id: 'arm-images',
            text: `images for arm64 exist for ${names(pools.filter(({ arch }) => arch === 'arm64'))}`,
            how: 'build every image the pool runs for linux/arm64',
          },
        ]
      : []),
  ];
}

const names = (pools: readonly { size: string }[]): string => [...new Set(pools.map(({ size }) => size))].join(', ');

/** What the services themselves ask for, that no quota says. */
function services({ cells, data, foundation, location }: Draft): Entry[] {
  return [
    {
      id: 'log-commitment',
      text: `a dedicated cluster of logs is paid for 100 GB a day, whatever ${location} writes: only such a cluster takes the country's key`,
      how: `approve the cost of ${foundation.workspace.cluster} before the first apply`,
    },
    {
      id: 'registry-key',
      text: `${data.registry.name} reaches its key in the closed vault: the vendor describes that path for a system-assigned identity, not for the one the registry is made with`,
      how: 'deploy the data root first; where the registry cannot read its key, enable its system-assigned identity, give it the role on the key, and switch with: az acr encryption rotate-key --identity "[system]"',
    },
    ...(cells.some(({ cluster }) => cluster.apiServer === 'vnet')
      ? [
          {
            id: 'api-server-capacity',
            text: `${location} has capacity for API server VNet integration: the vendor refuses it at times`,
            how: 'make the cluster early; it cannot be had later without a new cluster',
          },
        ]
      : []),
  ];
}

function network(intent: Intent, { cells }: Draft): Entry[] {
  const path = {
    id: 'operator-path',
    text: 'operators reach the private API servers from inside the country',
    how: "a private circuit or VPN to a network of yours, peered with the cell's and linked to its zones",
  };
  if (intent.egress === 'firewall')
    return [
      path,
      {
        id: 'firewall-peering',
        text: `each cell's network (${cells.map(({ network }) => network).join(', ')}) is peered with the network of the firewall ${cells[0]?.vnet.routeTable?.nextHop}, which forwards, inspects and stands in the country`,
        how: 'az network vnet peering create, both ways, with forwarded traffic allowed, before the cluster is made',
      },
      {
        id: 'firewall-list',
        text: 'the firewall lets AKS out to what it must reach, and to nothing else',
        how: 'allow the required FQDNs of AKS by name (the AzureKubernetesService tag of Azure Firewall holds them)',
      },
    ];
  const installs = cells.flatMap((cell) => cell.pools).filter(({ gpuDriver }) => gpuDriver === 'Install');
  return [
    path,
    {
      id: 'isolated-images',
      text: 'every image that is not of AKS itself is in the registry before it is needed',
      how: "push by digest from the runner: nodes reach no other registry; the registry's cache serves AKS's own",
    },
    {
      id: 'isolated-policy',
      text: 'the Azure Policy add-on of an isolated cluster is tried first: it asks for its assignments outside, and has no private endpoint',
      how: 'deploy one cell, look at the add-on with: kubectl get pods -n kube-system -l app=azure-policy',
    },
    ...(installs.length > 0
      ? [
          {
            id: 'isolated-gpu-driver',
            text: `installation of the GPU driver without a way out is confirmed for ${names(installs)}: the vendor's documentation does not say so`,
            how: 'deploy one node and run nvidia-smi on it; else bring the driver in an image of the registry with the GPU operator',
          },
        ]
      : []),
  ];
}

function after(intent: Intent, plan: Draft): Entry[] {
  const inferred = plan.cells.flatMap(({ pools }) => pools).filter(({ rdma, zones }) => rdma && zones.length === 0);
  return [
    {
      id: 'lock-archive',
      text: `the archive's immutability (${intent.retention.logDays} days) is locked: Azure makes it unlocked first`,
      how: `after the first deployment: az storage account update --name ${plan.foundation.archive.name} --immutability-state Locked`,
    },
    ...(inferred.length > 0 && plan.zones.length > 0
      ? [
          {
            id: 'fabric-zone',
            text: `the zone that has ${names(inferred)} is known: their nodes must stand together on one fabric`,
            how: 'ask the vendor and write zone: in the pool; without it Azure chooses',
          },
        ]
      : []),
    {
      id: 'cluster-access',
      text: 'operators are given roles on each cluster: local accounts are off and nobody is an administrator by default',
      how: 'az role assignment create --role "Azure Kubernetes Service RBAC Writer", eligible for a time (Privileged Identity Management)',
    },
  ];
}
