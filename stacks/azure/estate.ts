/** What every root has: its group, its network and zones, its vault, its keys, and the private endpoints it needs. */
import {
  type CustomerKeyRef,
  Diagnostics,
  type DiagnosticsProps,
  FlowLog,
  PrivateZones,
  SovereignEndpoint,
  SovereignGroup,
  SovereignNetwork,
  SovereignRoot,
  SovereignVault,
  type VaultKeyRef,
} from '../../constructs/azure';
import {
  type AzurePlan,
  type DestinationPlan,
  type EstatePlan,
  type FlowLogPlan,
  groupOf,
  type KeyPurpose,
  type NetworkPlan,
  type RootPlan,
  reasonTag,
  securityGroupId,
} from '../../lib/plan/azure';
import { composeHsmKey } from './hsm-key';

/** Where a root's resources stand. */
export interface Place {
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A root as it is being composed. */
export interface Estate extends Ground {
  readonly zones: PrivateZones;
  /** Absent: none of its keys is in a vault. */
  readonly vault?: SovereignVault;
  /** Key of a purpose, in a vault or the HSM. @throws RangeError where the plan has none, or the vendor holds it */
  key(purpose: KeyPurpose): CustomerKeyRef;
  /** The same for a service that takes a vault's key alone. @throws RangeError where the plan has none in a vault */
  vaultKey(purpose: KeyPurpose): VaultKeyRef | 'vendor';
  /** The same for a service that the vendor may hold the key of. @throws RangeError where the plan has none */
  heldBy(purpose: KeyPurpose): CustomerKeyRef | 'vendor';
  /** Makes the endpoint that leads to `to`; a target of this root is named by reference, so that it comes first. */
  endpoint(to: string, targetId?: string): SovereignEndpoint;
  /** Keeps the logs of a resource. */
  log(id: string, resourceName: string, targetId: string, metrics?: readonly string[]): void;
  /** Keeps the logs of what every estate has: its vault, where it has one, its network, and what guards the subnets. */
  logOwn(): void;
}

/** Where logs go: ids of another root, or of this one by reference and with what must be there first. */
export type Destination = DestinationPlan & Pick<DiagnosticsProps, 'after'>;

/**
 * A Terraform root of the plan, with its provider and its state, and nothing in it yet. What comes before the account of
 * the state has its own beside it, until that account takes it over.
 */
export const openRoot = ({ dialect, backend, baselines }: AzurePlan, root: RootPlan): SovereignRoot =>
  new SovereignRoot(undefined, root.name, {
    dialect,
    description: root.description,
    subscriptionId: root.subscription,
    asksSubscription: root.asksSubscription,
    aliases: new Map(baselines.map(({ subscription, user }) => [subscription, user])),
    localState: root.handedOver ? `${root.name}.tfstate` : undefined,
    backend: {
      resourceGroupName: backend.resource_group_name,
      storageAccountName: backend.storage_account_name,
      containerName: backend.container_name,
      key: root.stateKey,
    },
  });

/** A root with its group and its network. */
export interface Ground {
  readonly root: SovereignRoot;
  readonly place: Place;
  readonly network: SovereignNetwork;
  /** Records its network, or that of a root before it, in an account of another root by its id, or of this one by reference. */
  record(storageAccountId: string, other?: Pick<EstatePlan, 'root' | 'vnet'>): void;
}

/** A root with its group. */
export function composePlace(plan: AzurePlan, rootPlan: RootPlan): Pick<Ground, 'root' | 'place'> {
  const root = openRoot(plan, rootPlan);
  const { location, tags } = rootPlan;
  const group = new SovereignGroup(root, 'group', {
    name: groupOf(rootPlan).name,
    location,
    allowedLocations: plan.allowedLocations,
    tags,
  });
  return { root, place: { location, resourceGroupName: group.name, tags } };
}

/** Records a network. */
export function recordFlows(
  { root, place }: Pick<Ground, 'root' | 'place'>,
  { name, watcher }: FlowLogPlan,
  virtualNetworkId: string,
  storageAccountId: string,
  id = 'flow-log',
  subscription?: string,
): void {
  new FlowLog(root, id, {
    name,
    location: place.location,
    tags: place.tags,
    virtualNetworkId,
    watcherName: watcher.name,
    watcherGroupName: watcher.resourceGroup,
    storageAccountId,
    // A network of another root may be of another subscription, and its watcher with it.
    provider: subscription === undefined ? undefined : root.elsewhere(subscription),
  });
}

/** What stands in every root before anything else: every network is recorded, wherever it stands. */
export function composeGround(plan: AzurePlan, rootPlan: RootPlan, vnet: NetworkPlan): Ground {
  const { root, place } = composePlace(plan, rootPlan);
  const network = new SovereignNetwork(root, 'network', {
    ...place,
    name: vnet.name,
    block: vnet.block,
    subnets: vnet.subnets,
    nextHop: vnet.routeTable?.nextHop,
    routeTableName: vnet.routeTable?.name,
  });
  const record: Ground['record'] = (storageAccountId, other) => {
    const { flowLog, id } = other?.vnet ?? { ...vnet, id: network.id };
    recordFlows(
      { root, place },
      flowLog,
      id,
      storageAccountId,
      other && `flow-log-${other.root}`,
      other && id.split('/')[2],
    );
  };
  if (!vnet.flowLog.local) record(vnet.flowLog.storageId);
  return { root, place, network, record };
}

export function composeEstate(
  plan: AzurePlan,
  rootPlan: RootPlan,
  estate: EstatePlan,
  destination: () => Destination,
): Estate {
  const { vnet } = estate;
  const ground = composeGround(plan, rootPlan, vnet);
  const { root, place, network } = ground;
  const zones = new PrivateZones(root, 'zones', {
    resourceGroupName: place.resourceGroupName,
    virtualNetworkId: network.id,
    zones: vnet.zones,
    tags: place.tags,
  });
  const vault = estate.vault && new SovereignVault(root, 'vault', { ...place, name: estate.vault.name });

  const endpoint = (to: string, targetId?: string): SovereignEndpoint => {
    const need = find(estate.endpoints, (other) => other.to === to, `endpoint to ${to}`);
    return new SovereignEndpoint(root, `endpoint-${to}`, {
      ...place,
      name: need.name,
      subnetId: network.subnetId('endpoints'),
      targetId: targetId ?? need.target,
      subresource: need.subresource,
      reason: reasonTag(need.reasons),
      zoneIds: need.zones.map((zone) => zones.idOf(zone)),
      after: [...network.tied('endpoints'), ...need.zones.map((zone) => zones.linkOf(zone))],
    });
  };
  /** Beside the root's own endpoint to what it makes, the runner's, which stands in the runner's network. */
  const runnersOwn = (to: string, targetId: string): SovereignEndpoint | undefined => {
    const { doors } = estate;
    const door = doors?.endpoints.find((other) => other.to === to);
    if (!doors || !door) return undefined;
    return new SovereignEndpoint(root, `runner-${to}`, {
      ...place,
      // It stands where the runner's network does, wherever what it leads to is.
      location: plan.location,
      resourceGroupName: doors.resourceGroup,
      name: door.name,
      subnetId: doors.subnetId,
      targetId,
      subresource: door.subresource,
      reason: reasonTag([door.reason]),
      zoneIds: door.zoneIds,
      provider: root.elsewhere(doors.subscription),
    });
  };
  const ways = vault
    ? [endpoint('vault', vault.id), runnersOwn('vault', vault.id)].flatMap((way) => way?.endpoint ?? [])
    : [];
  const keys = new Map(
    estate.keys.map((key): [KeyPurpose, CustomerKeyRef | 'vendor'] => [
      key.purpose,
      key.store === 'vendor'
        ? 'vendor'
        : vault && key.store === 'vault'
          ? vault.key(key.name, key.use, ways, key.bits)
          : composeHsmKey(plan, root, estate.keys, key),
    ]),
  );
  const heldBy = (purpose: KeyPurpose) => find([...keys], ([other]) => other === purpose, `key for ${purpose}`)[1];
  const log: Estate['log'] = (id, resourceName, targetId, metrics) => {
    new Diagnostics(root, id, { ...destination(), resourceName, targetId, metrics });
  };

  return {
    ...ground,
    zones,
    vault,
    endpoint: (to, targetId) => {
      if (targetId !== undefined) runnersOwn(to, targetId);
      return endpoint(to, targetId);
    },
    heldBy,
    key: (purpose) => {
      const key = heldBy(purpose);
      if (key === 'vendor') throw new RangeError(`The plan has no key for ${purpose}: the vendor holds it`);
      return key;
    },
    vaultKey: (purpose) => {
      const key = heldBy(purpose);
      if (key !== 'vendor' && key.kind === 'hsm') throw new RangeError(`The plan has no vault key for ${purpose}`);
      return key;
    },
    log,
    logOwn: () => {
      if (vault && estate.vault) log('vault-logs', estate.vault.name, vault.id);
      logNetwork(log, vnet, network);
    },
  };
}

/**
 * Keeps the logs of a network and of what guards its subnets.
 *
 * @param made the network, where its root is this one
 */
export function logNetwork(log: Estate['log'], vnet: NetworkPlan, made?: SovereignNetwork, prefix = ''): void {
  log(`${prefix}network-logs`, vnet.name, made?.id ?? vnet.id);
  for (const { name, securityGroup } of vnet.subnets)
    if (securityGroup)
      log(
        `${prefix}${name}-nsg-logs`,
        securityGroup,
        made?.securityGroupId(name) ?? securityGroupId(vnet, securityGroup),
        [],
      );
}

function find<T>(list: readonly T[], match: (entry: T) => boolean, what: string): T {
  const found = list.find(match);
  if (found === undefined) throw new RangeError(`The plan has no ${what}`);
  return found;
}
