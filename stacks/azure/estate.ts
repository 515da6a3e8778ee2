/** What every root has: its group, its network and zones, its vault, its keys, and the private endpoints it needs. */
import {
  type CustomerKey,
  Diagnostics,
  type DiagnosticsProps,
  PrivateZones,
  SovereignEndpoint,
  SovereignGroup,
  SovereignNetwork,
  SovereignRoot,
  SovereignVault,
} from '../../constructs/azure';
import type { AzurePlan, DestinationPlan, EstatePlan, KeyPurpose, RootPlan } from '../../lib/plan/azure';

/** Where a root's resources stand. */
export interface Place {
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A root as it is being composed. */
export interface Estate {
  readonly root: SovereignRoot;
  readonly place: Place;
  readonly network: SovereignNetwork;
  readonly zones: PrivateZones;
  readonly vault: SovereignVault;
  /** @throws RangeError for a purpose the plan has no key for */
  key(purpose: KeyPurpose): CustomerKey;
  /** Makes the endpoint that leads to `to`; a target of this root is named by reference, so that it comes first. */
  endpoint(to: string, targetId?: string): SovereignEndpoint;
  /** Keeps the logs of a resource. */
  log(id: string, resourceName: string, targetId: string, metrics?: readonly string[]): void;
}

/** Where logs go: ids of another root, or of this one by reference and with what must be there first. */
export type Destination = DestinationPlan & Pick<DiagnosticsProps, 'after'>;

/** A root with its provider and state; the bootstrap's lies beside it, until the account it makes takes it over. */
export const composeRoot = (plan: AzurePlan, rootPlan: RootPlan, foreignSubscriptionId?: string): SovereignRoot =>
  new SovereignRoot(undefined, rootPlan.name, {
    dialect: plan.dialect,
    description: rootPlan.description,
    subscriptionId: rootPlan.subscription,
    asksSubscription: rootPlan.asksSubscription,
    foreignSubscriptionId,
    localState: rootPlan.purpose === 'bootstrap' ? `${rootPlan.name}.tfstate` : undefined,
    backend: {
      resourceGroupName: plan.backend.resource_group_name,
      storageAccountName: plan.backend.storage_account_name,
      containerName: plan.backend.container_name,
      key: rootPlan.stateKey,
    },
  });

/**
 * The resource group of a root, and where that stands.
 *
 * @throws RangeError for a root that has none
 */
export function composePlace(
  plan: AzurePlan,
  { name, location, resourceGroup, tags }: RootPlan,
  root: SovereignRoot,
): Place {
  if (resourceGroup === undefined) throw new RangeError(`The plan has no resource group for ${name}`);
  const { allowedLocations } = plan;
  const group = new SovereignGroup(root, 'group', { name: resourceGroup, location, allowedLocations, tags });
  return { location, resourceGroupName: group.name, tags };
}

export function composeEstate(
  plan: AzurePlan,
  rootPlan: RootPlan,
  estate: EstatePlan,
  destination: () => Destination,
): Estate {
  const { doors } = estate;
  const root = composeRoot(plan, rootPlan, doors?.foreign ? doors.subscription : undefined);
  const place = composePlace(plan, rootPlan, root);
  const { tags } = place;
  const { vnet } = estate;
  const network = new SovereignNetwork(root, 'network', {
    ...place,
    name: vnet.name,
    block: vnet.block,
    subnets: vnet.subnets,
    nextHop: vnet.routeTable?.nextHop,
    routeTableName: vnet.routeTable?.name,
  });
  const zones = new PrivateZones(root, 'zones', {
    resourceGroupName: place.resourceGroupName,
    virtualNetworkId: network.id,
    zones: vnet.zones,
    tags,
  });
  const vault = new SovereignVault(root, 'vault', { ...place, name: estate.vault.name });

  const endpoint = (to: string, targetId?: string): SovereignEndpoint => {
    const need = find(estate.endpoints, (other) => other.to === to, `endpoint to ${to}`);
    return new SovereignEndpoint(root, `endpoint-${to}`, {
      ...place,
      name: need.name,
      subnetId: network.subnetId('endpoints'),
      targetId: targetId ?? need.target,
      subresource: need.subresource,
      zoneIds: need.zones.map((zone) => zones.idOf(zone)),
      after: [...network.tied('endpoints'), ...need.zones.map((zone) => zones.linkOf(zone))],
    });
  };
  /** Beside the root's own endpoint to what it makes, the runner's, which stands in the runner's network. */
  const runnersOwn = (to: string, targetId: string): SovereignEndpoint | undefined => {
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
      zoneIds: door.zoneIds,
      provider: root.foreign,
    });
  };
  const ways = [endpoint('vault', vault.id), runnersOwn('vault', vault.id)].flatMap((way) => way?.endpoint ?? []);
  const keys = new Map(estate.vault.keys.map((key) => [key.purpose, vault.key(key.name, key.use, ways)]));

  return {
    root,
    place,
    network,
    zones,
    vault,
    endpoint: (to, targetId) => {
      if (targetId !== undefined) runnersOwn(to, targetId);
      return endpoint(to, targetId);
    },
    key: (purpose) => find([...keys], ([other]) => other === purpose, `key for ${purpose}`)[1],
    log: (id, resourceName, targetId, metrics) => {
      new Diagnostics(root, id, { ...destination(), resourceName, targetId, metrics });
    },
  };
}

function find<T>(list: readonly T[], match: (entry: T) => boolean, what: string): T {
  const found = list.find(match);
  if (found === undefined) throw new RangeError(`The plan has no ${what}`);
  return found;
}
