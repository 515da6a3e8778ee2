/** The inspection root: the hub network, and the firewall that is the one way out of every cell. */
import {
  Diagnostics,
  EgressFirewall,
  EgressPolicy,
  FIREWALL_LOGS,
  InspectionNetwork,
  type SovereignRoot,
} from '../../constructs/azure';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { composePlace, recordFlows } from './estate';

export function composeInspection(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { inspection } = plan;
  if (!inspection) throw new RangeError(`The plan of ${plan.country} has no inspection network`);
  const { root, place } = composePlace(plan, rootPlan);
  const { firewall, destination } = inspection;
  const network = new InspectionNetwork(root, 'network', {
    ...place,
    name: inspection.network.name,
    block: inspection.network.block,
    firewallBlock: inspection.subnet,
  });
  recordFlows({ root, place }, inspection.flowLog, network.id, inspection.flowLog.storageId);
  new Diagnostics(root, 'network-logs', {
    ...destination,
    resourceName: inspection.network.name,
    targetId: network.id,
  });
  const policy = new EgressPolicy(root, 'policy', {
    ...place,
    name: inspection.policy,
    inside: inspection.inside,
    allow: inspection.allow,
    tls: inspection.tls,
  });
  const egress = new EgressFirewall(root, 'firewall', {
    ...place,
    name: firewall.name,
    subnetId: network.firewallSubnetId,
    policyId: policy.id,
    publicAddresses: inspection.publicAddresses,
    address: firewall.address,
    zones: firewall.zones,
    after: policy.rules,
  });
  new Diagnostics(root, 'firewall-logs', {
    ...destination,
    resourceName: firewall.name,
    targetId: egress.id,
    categories: FIREWALL_LOGS,
    metrics: ['AllMetrics'],
    tables: 'own',
  });
  for (const [index, [name, id]] of egress.addressIds.entries())
    new Diagnostics(root, `address-${index + 1}-logs`, { ...destination, resourceName: name, targetId: id });
  return root;
}
