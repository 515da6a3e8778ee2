/** Tenants: what the templates must hold, and what keeps tenants apart beside them. */
import { type Capability, inCell, precondition } from '../capability';

export const tenants: Capability = {
  expectations: (plan) =>
    plan.cells.flatMap((cell) => {
      const at = inCell(cell);
      const { role, serviceAccount, tenants: names } = cell.workload;
      return [
        at('workload/role', 'AWS::IAM::Role', { RoleName: role }),
        ...names.map((tenant) =>
          at(`workload/tenants/${tenant}`, 'AWS::EKS::PodIdentityAssociation', {
            Namespace: tenant,
            ServiceAccount: serviceAccount,
          }),
        ),
      ];
    }),
  notes: ({ cells: [cell], recovery }) => {
    const names = cell?.workload.tenants ?? [];
    return {
      preconditions:
        names.length === 0
          ? []
          : [
              precondition(
                'tenants',
                `each cluster has a namespace for ${names.join(', ')}, with a quota, a network policy that lets no other namespace in, and a service account ${cell?.workload.serviceAccount}; only their pods reach the tenant's bucket and key`,
                'kubectl create namespace <tenant>; kubectl -n <tenant> create serviceaccount workload',
              ),
            ],
      residualRisks: [
        "AWS: a pod is told apart by its namespace: whoever may put pods into a namespace, or make Pod Identity associations, reaches that namespace's data.",
        ...(names.length > 0 && recovery
          ? [
              "AWS: copies of all tenants' buckets lie under the one key of the recovery region; no pod reaches them there.",
            ]
          : []),
      ],
    };
  },
};
