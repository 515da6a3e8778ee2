/** Clusters of the cells: what the templates must hold, and what the operator must see to. */
import type { Expectation } from '../../expectation';
import { type Capability, inCell, precondition } from '../capability';
import type { AwsCellPlan } from '../types';

/** EKS add-ons of every cluster. */
export const ADDONS = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent', 'coredns'] as const;

function expectationsOf(plan: AwsCellPlan): Expectation[] {
  const at = inCell(plan);
  return [
    at(
      'cluster',
      'AWS::EKS::Cluster',
      { Name: plan.cluster.name },
      {
        'ResourcesVpcConfig.EndpointPublicAccess': false,
        'ResourcesVpcConfig.EndpointPrivateAccess': true,
        'AccessConfig.AuthenticationMode': 'API',
        'AccessConfig.BootstrapClusterCreatorAdminPermissions': false,
        DeletionProtection: true,
      },
    ),
    at('cluster/log-group', 'AWS::Logs::LogGroup', { LogGroupName: plan.cluster.logGroup }),
    ...Object.entries(plan.cluster.roles).map(([key, name]) =>
      at(`cluster/roles/${key}`, 'AWS::IAM::Role', { RoleName: name }),
    ),
    ...ADDONS.map((addon) => at(`cluster/addons/${addon}`, 'AWS::EKS::Addon', { AddonName: addon })),
  ];
}

export const cluster: Capability = {
  expectations: (plan) => plan.cells.flatMap(expectationsOf),
  notes: () => ({
    preconditions: [
      precondition(
        'access-entries',
        'each cluster has access entries for its operators: nobody is an administrator by default',
        'aws eks create-access-entry',
      ),
      precondition(
        'schedulers',
        'the NVIDIA and EFA device plugins run in each cluster, or no pod sees a GPU; and something scales the pools, which begin at their least nodes',
        'install them from the mirrored images; an autoscaler also needs an endpoint for autoscaling',
      ),
    ],
    residualRisks: [
      "AWS: the EKS control plane runs in the vendor's account in the region; its etcd holds secrets wrapped by the cluster key.",
    ],
  }),
};
