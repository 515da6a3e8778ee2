/** The way in for operators: its own network, its gateway or Bastion, and a peering with each network it leads to. */
import {
  CircuitGateway,
  Diagnostics,
  EntrancePeering,
  type EntrancePeeringProps,
  type Peer,
  PeeringHalf,
  PrivateBastion,
  type SovereignRoot,
  VpnGateway,
} from '../../constructs/azure';
import type { AzurePlan, PathPlan, RootPlan } from '../../lib/plan/azure';
import { composeGround, type Estate, type Ground, logNetwork } from './estate';

export function composePath(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { path } = plan;
  if (!path) throw new RangeError('The plan has no path');
  const ground = composeGround(plan, rootPlan, path.vnet);
  const { root, network, place } = ground;
  const here: Peer = {
    networkId: network.id,
    networkName: path.vnet.name,
    resourceGroupName: place.resourceGroupName,
  };
  const door = compose(ground, path, here);
  const { destination } = plan.data;
  const log: Estate['log'] = (id, resourceName, targetId, metrics) => {
    new Diagnostics(root, id, { ...destination, resourceName, targetId, metrics });
  };
  logNetwork(log, path.vnet, network);
  for (const { id, name, targetId } of door.logged) log(id, name, targetId);
  for (const peering of path.peerings)
    new EntrancePeering(root, `peering-${peering.to}`, {
      from: { ...here, name: peering.name },
      to: {
        networkId: peering.networkId,
        networkName: peering.networkName,
        resourceGroupName: peering.resourceGroup,
        name: peering.back,
        provider: peering.elsewhere === undefined ? undefined : root.elsewhere(peering.elsewhere),
      },
      gateway: path.entrance.kind !== 'bastion',
      after: door.ready,
    });
  return root;
}

interface Door {
  /** What stands at it and logs. */
  readonly logged: readonly { readonly id: string; readonly name: string; readonly targetId: string }[];
  /** What peerings that use it wait for. */
  readonly ready: EntrancePeeringProps['after'];
}

function compose({ root, place, network }: Ground, { entrance, operators }: PathPlan, here: Peer): Door {
  if (entrance.kind === 'bastion') {
    const subnet = 'AzureBastionSubnet';
    const { id } = new PrivateBastion(root, 'bastion', {
      ...place,
      name: entrance.name,
      subnetId: network.subnetId(subnet),
      after: network.tied(subnet),
    });
    new PeeringHalf(root, 'peering-operators', { ...here, name: entrance.peering, to: entrance.from });
    return { logged: [{ id: 'bastion-logs', name: entrance.name, targetId: id }], ready: [] };
  }
  const shared = {
    ...place,
    name: entrance.name,
    sku: entrance.sku,
    connectionName: entrance.connection,
    subnetId: network.subnetId('GatewaySubnet'),
  };
  if (entrance.kind === 'circuit') {
    const { circuit: circuitId, authorized } = entrance;
    const { id, ready } = new CircuitGateway(root, 'gateway', { ...shared, circuitId, authorized });
    return { logged: [{ id: 'gateway-logs', name: entrance.name, targetId: id }], ready: [ready] };
  }
  const { id, addressId, ready } = new VpnGateway(root, 'gateway', {
    ...shared,
    addressName: entrance.address,
    zones: entrance.zones,
    remote: { ...entrance.remote, blocks: operators },
  });
  return {
    logged: [
      { id: 'gateway-logs', name: entrance.name, targetId: id },
      { id: 'address-logs', name: entrance.address, targetId: addressId },
    ],
    ready: [ready],
  };
}
