/** Which VPC endpoints a cell needs, derived from what it runs. A service nothing needs gets none. */
import type { EndpointPlan } from './types';

/** What in a cell calls an AWS service from inside the network. */
const FEATURES = [
  { reason: 'nodes join the cluster and read its description', services: ['eks'] },
  { reason: 'the VPC CNI attaches addresses to nodes', services: ['ec2'] },
  { reason: 'nodes pull images', services: ['ecr.api', 'ecr.dkr', 's3'] },
  { reason: 'pods take their roles through the pod identity agent', services: ['eks-auth'] },
  { reason: 'nodes and pods assume roles', services: ['sts'] },
  { reason: 'pods read models and data from the region-locked buckets', services: ['s3'] },
  { reason: 'agents of the operator on nodes write to log groups', services: ['logs'] },
] as const;

/** Services that have a gateway endpoint, which is free and needs no address. */
const GATEWAYS = new Set(['s3']);

/** Endpoints in a stable order, each with every reason it is there. */
export function endpointsFor(
  features: readonly { reason: string; services: readonly string[] }[] = FEATURES,
): EndpointPlan[] {
  const reasons = new Map<string, string[]>();
  for (const { reason, services } of features)
    for (const service of services) reasons.set(service, [...(reasons.get(service) ?? []), reason]);
  return [...reasons]
    .map(
      ([service, why]): EndpointPlan => ({
        service,
        type: GATEWAYS.has(service) ? 'Gateway' : 'Interface',
        reasons: why,
      }),
    )
    .sort((a, b) => (a.service < b.service ? -1 : 1));
}
