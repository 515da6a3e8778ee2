import { CfnNodegroup } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { nodeTemplate } from './launch-template';

export interface SystemPoolProps {
  readonly name: string;
  readonly clusterName: string;
  readonly nodeRoleArn: string;
  /** Subnets, one a zone. */
  readonly subnetIds: readonly string[];
  /** Instance types in order of preference. */
  readonly instances: readonly string[];
  readonly nodes: { readonly min: number; readonly max: number };
  /** ARN of the key of node volumes. */
  readonly volumesKeyArn: string;
}

/**
 * Nodes of the cluster's own pods, apart from GPU work. GPU nodes are tainted; these are not, so that whatever asks for
 * no GPU has somewhere to run.
 */
export class SystemPool extends Construct {
  readonly nodegroup: CfnNodegroup;

  constructor(scope: Construct, id: string, props: SystemPoolProps) {
    super(scope, id);
    const template = nodeTemplate(this, 'Template', {
      name: props.name,
      volumesKeyArn: props.volumesKeyArn,
      volumeGiB: 100,
    });
    this.nodegroup = new CfnNodegroup(this, 'Nodegroup', {
      nodegroupName: props.name,
      clusterName: props.clusterName,
      nodeRole: props.nodeRoleArn,
      subnets: [...props.subnetIds],
      amiType: 'AL2023_x86_64_STANDARD',
      capacityType: 'ON_DEMAND',
      instanceTypes: [...props.instances],
      launchTemplate: { id: template.ref, version: template.attrLatestVersionNumber },
      scalingConfig: { minSize: props.nodes.min, maxSize: props.nodes.max, desiredSize: props.nodes.min },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      labels: { 'sovereign/pool': 'system' },
    });
  }
}
