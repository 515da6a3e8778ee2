/** How the VPC CNI gives pods addresses of subnets of their own. */
import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A subnet of pods. */
export interface PodSubnet {
  readonly id: string;
  /** Name of its zone, as nodes are labelled with it: not its id. */
  readonly zone: string;
}

/**
 * Settings of the `vpc-cni` add-on. Where pods have subnets, each node's further interfaces stand in the one of its
 * zone, in the cluster's group, and the node's first interface carries no pod.
 *
 * @param settings what else the add-on is told
 * @param groupId group of the pods' interfaces
 */
export function podNetworking(
  scope: Construct,
  settings: Readonly<Record<string, unknown>>,
  groupId: string,
  subnets: readonly PodSubnet[],
): string {
  if (subnets.length === 0) return JSON.stringify(settings);
  // Names of zones differ from account to account, so that only the deployment can write them: here as keys of a text.
  const text = JSON.stringify({
    ...settings,
    env: {
      ...(settings['env'] as object | undefined),
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
      ENI_CONFIG_LABEL_DEF: 'topology.kubernetes.io/zone',
    },
    eniConfig: {
      create: true,
      region: Stack.of(scope).region,
      subnets: Object.fromEntries(
        subnets.map((_, index) => [`\${Zone${index}}`, { id: `\${Subnet${index}}`, securityGroups: ['${Group}'] }]),
      ),
    },
  });
  return Fn.sub(text, {
    Group: groupId,
    ...Object.fromEntries(
      subnets.flatMap(({ id, zone }, index) => [
        [`Zone${index}`, zone],
        [`Subnet${index}`, id],
      ]),
    ),
  });
}
