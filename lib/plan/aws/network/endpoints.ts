/**
 * Which VPC endpoints a cell needs, solved from what it runs: an endpoint is there because a feature of the plan calls its
 * service from inside the network, and goes with the last such feature. So does each action its policy lets through.
 */
import { awsRegion } from '../../../catalogue';
import { type CellFeatures, FEATURES, type Feature, USUAL } from './features';
import type { EndpointPlan } from './types';

/** Services that have a gateway endpoint, which is free and needs no address. */
const GATEWAYS = new Set(['s3']);

/** Endpoints of a cell in a stable order, each with every reason it is there. */
export function endpointsFor(
  cell: CellFeatures = USUAL,
  features: readonly Feature[] = FEATURES,
): readonly EndpointPlan[] {
  const here = features.filter(({ when }) => when(cell));
  const services = [...new Set(here.flatMap((feature) => Object.keys(feature.services)))].sort();
  return services.map((service): EndpointPlan => {
    const own = here.filter((feature) => service in feature.services);
    return {
      service,
      type: GATEWAYS.has(service) ? 'Gateway' : 'Interface',
      reasons: own.map(({ reason }) => reason),
      actions: [...new Set(own.flatMap((feature) => feature.services[service] ?? []))].sort(),
    };
  });
}

/** Partitions where some services have endpoints under another first part. Source: aws-cdk-lib 2.276, per region. */
const PREFIXES: Record<string, { readonly prefix: string; readonly services: readonly string[] }> = {
  'aws-cn': {
    prefix: 'cn.com.amazonaws',
    services: ['autoscaling', 'ec2', 'ecr.api', 'ecr.dkr', 'eks', 'elasticfilesystem', 'fsx', 'monitoring', 'sts'],
  },
  'aws-eusc': { prefix: 'eu.amazonaws', services: ['ecr.api', 'ecr.dkr'] },
};

/** Name of the service of an endpoint: `com.amazonaws.ap-south-1.ecr.api`. */
export function endpointName(region: string, service: string): string {
  const own = PREFIXES[awsRegion(region)?.partition ?? 'aws'];
  return `${own?.services.includes(service) ? own.prefix : 'com.amazonaws'}.${region}.${service}`;
}
