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
  /** Keeps the logs of what every estate has: its vault, its network, and what guards the subnets. */
  logOwn(): void;
}

/** Where logs go: ids of another root, or of this one by reference and with what must be there first. */
export type Destination = DestinationPlan & Pick<DiagnosticsProps, 'after'>;

export function composeEstate(
  plan: AzurePlan,
  { name, description, ...rootPlan }: RootPlan,
  estate: EstatePlan,
  destination: () => Destination,
): Estate {
  const root = new SovereignRoot(undefined, name, {
    dialect: plan.dialect,
    description,
    subscriptionId: rootPlan.subscription,
    asksSubscription: rootPlan.asksSubscription,
    backend: {
      resourceGroupName: plan.backend.resource_group_name,
      storageAccountName: plan.backend.storage_account_name,
      containerName: plan.backend.container_name,
      key: rootPlan.stateKey,
    },
  });
  const { location, tags } = rootPlan;
  const group = new SovereignGroup(root, 'group', {
    name: rootPlan.resourceGroup,
    location,
    allowedLocations: plan.allowedLocations,
    tags,
  });
  const place: Place = { location, resourceGroupName: group.name, tags };
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
    resourceGroupName: group.name,
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
  const log: Estate['log'] = (id, resourceName, targetId, metrics) => {
    new Diagnostics(root, id, { ...destination(), resourceName, targetId, metrics });
  };
  const door = endpoint('vault', vault.id);
  const keys = new Map(
    estate.vault.keys.map((key) => [key.purpose, vault.key(key.name, key.use, [door.endpoint], key.bits)]),
  );

  return {
    root,
    place,
    network,
    zones,
    vault,
    endpoint,
    key: (purpose) => find([...keys], ([other]) => other === purpose, `key for ${purpose}`)[1],
    log,
    logOwn: () => {
      log('vault-logs', estate.vault.name, vault.id);
      log('network-logs', vnet.name, network.id);
      for (const { name: subnet, securityGroup } of vnet.subnets)
        log(`${subnet}-nsg-logs`, securityGroup, network.securityGroupId(subnet), []);
    },
  };
}

function find<T>(list: readonly T[], match: (entry: T) => boolean, what: string): T {
  const found = list.find(match);
  if (found === undefined) throw new RangeError(`The plan has no ${what}`);
  return found;
}
