/** The cluster of a cell: private, its API server in the cell's network where the region has it, its keys its own. */
import { azureCustody } from '../../../catalogue';
import type { AzureTarget } from '../../../profile';
import { POD_CIDR, SERVICE_CIDR } from '../../../profile/rules/networks';
import type { Intent } from '../../intent';
import { KUBERNETES_VERSION } from '../../kubernetes';
import type { AddressBook } from '../addresses';
import { destination } from '../audit';
import type { Keyring } from '../keys/types';
import { apiServerZone } from '../network/endpoints';
import { zonesOf } from '../storage/replication';
import { maintenanceOf } from './maintenance';
import type { ClusterPlan } from './types';

/** System nodes: what the cluster itself runs. A size with a local disk that holds the system disk. */
export const SYSTEM_POOL = {
  size: 'Standard_D8ds_v5',
  vcpus: 8,
  series: 'Ddsv5',
  least: 2,
  most: 6,
  /** Of the 300 GiB of its local disk. */
  osDiskGb: 256,
} as const;

/** The DNS address of a cluster is the tenth of its services. */
export const DNS_SERVICE_IP = SERVICE_CIDR.replace(/\.0\/\d+$/, '.10');

export function planCluster(
  intent: Intent,
  target: AzureTarget,
  root: string,
  book: AddressBook,
  { keys }: Keyring,
): ClusterPlan {
  const location = target.regions.primary;
  const integrated = !azureCustody.notIntegrated.regions.includes(location);
  const zones = zonesOf(location);
  return {
    name: book.of(root, 'cluster'),
    nodeResourceGroup: book.nodeGroup(root),
    dnsPrefix: book.dnsPrefix(root),
    privateZone: apiServerZone(location),
    apiServer: integrated ? 'vnet' : 'private-link',
    customerEtcdKey: keys.some(({ purpose, store }) => purpose === 'etcd' && store === 'vault'),
    identity: book.of(root, 'cluster', 'identity'),
    kubeletIdentity: book.of(root, 'kubelet', 'identity'),
    diskEncryptionSet: book.of(root, 'disks'),
    diskIdentity: book.of(root, 'disks', 'identity'),
    serviceCidr: SERVICE_CIDR,
    podCidr: POD_CIDR,
    dnsServiceIp: DNS_SERVICE_IP,
    version: KUBERNETES_VERSION,
    maintenance: maintenanceOf(target.maintenance),
    sensorWorkspaceId: target.sensor === 'defender' ? destination(book).workspaceId : undefined,
    outboundType: intent.egress === 'isolated' ? 'none' : 'userDefinedRouting',
    system: {
      size: SYSTEM_POOL.size,
      vcpus: SYSTEM_POOL.vcpus,
      nodes: { min: Math.max(SYSTEM_POOL.least, zones.length), max: SYSTEM_POOL.most },
      zones,
    },
  };
}
