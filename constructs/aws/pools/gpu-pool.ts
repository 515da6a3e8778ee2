import { type CfnLaunchTemplate, CfnPlacementGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnNodegroup } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { awsInstance } from '../../../lib/catalogue';
import { amiTypeOf, type Capacity, hasLocalDisks, type NicPlan, nicsOf } from '../../../lib/plan/aws';
import { nameTag } from '../text';
import { nodeTemplate } from './launch-template';

export interface GpuPoolProps {
  /** Name of the node group and its launch template. */
  readonly name: string;
  readonly clusterName: string;
  readonly nodeRoleArn: string;
  /** Instance type; one the catalogue's table knows, or its network cards cannot be laid out. */
  readonly instance: string;
  /** The pool's one subnet: GPU traffic stays in a zone. */
  readonly subnetId: string;
  /** Nodes, at least and at most. */
  readonly nodes: { readonly min: number; readonly max: number };
  /** Group of control plane and nodes. */
  readonly clusterGroupId: string;
  /**
   * Group of nodes with EFA; needed for a type that has it.
   * @default - none
   */
  readonly efaGroupId?: string;
  /** ARN of the key of node volumes. */
  readonly volumesKeyArn: string;
  /**
   * How capacity is bought.
   * @default - on demand
   */
  readonly capacity?: Capacity;
  /**
   * Cluster placement group. Never with a Capacity Block or a reservation, which are placed already.
   * @default false
   */
  readonly placementGroup?: boolean;
  /**
   * Whether the local NVMe disks of a node become one that holds images and scratch space. Their keys are the
   * hardware's and die with the instance.
   * @default - where the type has such disks
   */
  readonly localDisks?: boolean;
  /**
   * Labels of the nodes.
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/**
 * A GPU node group: one zone, the interfaces its instance type needs (EFA on every card that has it), tainted so that
 * only GPU work lands on it.
 *
 * @throws RangeError for an instance type the table does not hold or that is not sold in that way, EFA without its group,
 *   or placement that is not legal
 */
export class GpuPool extends Construct {
  readonly nodegroup: CfnNodegroup;

  constructor(scope: Construct, id: string, props: GpuPoolProps) {
    super(scope, id);
    const { capacity = { kind: 'on-demand' } } = props;
    const nics = nicsOf(props.instance);
    const efa = nics.some(({ type }) => type === 'efa-only');
    if (efa && !props.efaGroupId)
      throw new RangeError(
        `${props.instance} has EFA: give efaGroupId, a security group that lets everything in and out to itself`,
      );
    const { purchase = [], placement: groups = [] } = awsInstance(props.instance) ?? {};
    const way = capacity.kind === 'block' ? 'capacity-block' : 'on-demand';
    if (!purchase.includes(way))
      throw new RangeError(`${props.instance} is not sold as ${way}, only as ${purchase.join(', ')}`);
    if (props.placementGroup && !groups.includes('cluster'))
      throw new RangeError(`${props.instance} takes no cluster placement group`);
    if (props.placementGroup && capacity.kind !== 'on-demand')
      throw new RangeError(`A placement group is legal for on-demand capacity only, not for a ${capacity.kind}`);

    const placement = props.placementGroup
      ? new CfnPlacementGroup(this, 'Placement', { strategy: 'cluster', tags: nameTag(props.name) })
      : undefined;
    const template = nodeTemplate(this, 'Template', {
      name: props.name,
      volumesKeyArn: props.volumesKeyArn,
      volumeGiB: 500,
      localDisks: props.localDisks ?? hasLocalDisks(props.instance),
      data: {
        instanceType: props.instance,
        networkInterfaces: nics.map((nic) => interfaceOf(nic, props)),
        ...(placement ? { placement: { groupName: placement.ref } } : {}),
        ...marketOf(capacity),
      },
    });
    this.nodegroup = new CfnNodegroup(this, 'Nodegroup', {
      nodegroupName: props.name,
      clusterName: props.clusterName,
      nodeRole: props.nodeRoleArn,
      subnets: [props.subnetId],
      amiType: amiTypeOf(props.instance),
      capacityType: capacity.kind === 'block' ? 'CAPACITY_BLOCK' : 'ON_DEMAND',
      launchTemplate: { id: template.ref, version: template.attrLatestVersionNumber },
      scalingConfig: { minSize: props.nodes.min, maxSize: props.nodes.max, desiredSize: props.nodes.min },
      // GPU capacity to spare is rare: an update takes a node away before it adds one.
      updateConfig: { maxUnavailable: 1, updateStrategy: 'MINIMAL' },
      nodeRepairConfig: { enabled: true },
      labels: { 'sovereign/pool': id.toLowerCase(), 'sovereign/gpu': 'true', ...props.labels },
      taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NO_SCHEDULE' }],
    });
  }
}

function interfaceOf(nic: NicPlan, props: GpuPoolProps): CfnLaunchTemplate.NetworkInterfaceProperty {
  const primary = nic.type === 'interface';
  const groups = [...(primary ? [props.clusterGroupId] : []), ...(props.efaGroupId ? [props.efaGroupId] : [])];
  return {
    networkCardIndex: nic.card,
    deviceIndex: nic.device,
    interfaceType: nic.type,
    groups,
    deleteOnTermination: true,
    // EFA-only interfaces carry no address, so the question does not arise there.
    ...(primary ? { associatePublicIpAddress: false } : {}),
  };
}

/** The template's parts of each way to buy capacity, and none of the others'. */
function marketOf(capacity: Capacity): Partial<CfnLaunchTemplate.LaunchTemplateDataProperty> {
  if (capacity.kind === 'on-demand') return {};
  const target = {
    capacityReservationSpecification: { capacityReservationTarget: { capacityReservationId: capacity.id } },
  };
  return capacity.kind === 'block' ? { ...target, instanceMarketOptions: { marketType: 'capacity-block' } } : target;
}
