/** Egress through a firewall: the operator's, or a hub network with one that the plan makes. */
import { azureEgress } from '../../../catalogue';
import type { AzureCell, AzureTarget } from '../../../profile';
import { formatCidr, parseCidr } from '../../../profile/cidr';
import type { Intent } from '../../intent';
import { type AddressBook, cellRoot, INSPECTION } from '../addresses';
import { destination } from '../audit';
import { NETWORKS } from '../network/endpoints';
import { planFlowLog } from '../network/flows';
import { zonesOf } from '../storage/replication';
import type { AzureCellPlan } from '../types';
import { allowedNames } from './allow';
import type { InspectionPlan, WayOutPlan } from './types';
import { firewallSubnet, hasHub, nextHopOf } from './way';

/** Public addresses: each gives an instance of the firewall (two at least) 2,496 ports to one destination. */
const PUBLIC_ADDRESSES = 2;

/** Undefined where nothing leaves, or the operator inspects. */
export function planInspection(
  intent: Intent,
  target: AzureTarget,
  cells: readonly Pick<AzureCellPlan, 'network' | 'pools' | 'cluster'>[],
  book: AddressBook,
): InspectionPlan | undefined {
  const { network, allow = [], zones, tlsInspection } = target.firewall ?? {};
  const whole = network === undefined ? undefined : parseCidr(network);
  if (!whole || !hasHub(intent, target)) return undefined;
  const root = INSPECTION;
  const allowed = allowedNames(cells, allow, tlsInspection !== undefined);
  const passing = new Set(allowed.flatMap(({ names }) => names));
  return {
    root,
    network: { ...hub(book), block: formatCidr(whole) },
    flowLog: planFlowLog(book, target, root),
    subnet: firewallSubnet(target) as string,
    firewall: {
      name: book.of(root, 'firewall'),
      address: nextHopOf(target) as string,
      zones: zones ?? zonesOf(target.regions.primary),
    },
    policy: book.of(root, 'policy'),
    publicAddresses: Array.from({ length: PUBLIC_ADDRESSES }, (_, index) => book.of(root, 'address', `${index + 1}`)),
    inside: cells.map((cell) => cell.network),
    allow: allowed,
    refused: azureEgress.refused.filter(({ names }) => !names.some((one) => passing.has(one))),
    tls: tlsInspection && {
      vaultId: tlsInspection.vault,
      certificate: tlsInspection.certificate,
      secretId: `https://${tlsInspection.vault.split('/').at(-1)}.vault.azure.net/secrets/${tlsInspection.certificate}`,
      identity: book.of(root, 'identity'),
    },
    destination: destination(book),
  };
}

/** How a cell reaches the hub; undefined where there is none, or the operator peers it with theirs. */
export function wayOut(
  intent: Intent,
  target: AzureTarget,
  cell: AzureCell,
  book: AddressBook,
): WayOutPlan | undefined {
  if (!hasHub(intent, target)) return undefined;
  const root = cellRoot(cell.name);
  const subscription = book.subscription(INSPECTION);
  return {
    hub: { ...hub(book), resourceGroup: book.group(INSPECTION) },
    hubSubscription: subscription === book.subscription(root) ? undefined : subscription,
    peerings: { toHub: book.of(root, 'to', INSPECTION), toCell: book.of(INSPECTION, 'to', root) },
  };
}

function hub(book: AddressBook): { name: string; id: string } {
  const name = book.of(INSPECTION, 'network');
  return { name, id: book.id(INSPECTION, NETWORKS, name) };
}
