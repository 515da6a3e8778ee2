/** Clusters of the cells: what the templates must hold, and what the operator must see to. */
import { aws, type Confidence, isVerified } from '../../../catalogue';
import type { Expectation } from '../../expectation';
import type { Quota, UsedFact } from '../../intent';
import { type Capability, type Draft, inCell, precondition } from '../capability';
import type { AddonPlan, AwsCellPlan } from '../types';

/** Managed node groups a cluster may have before its quota is raised. Source: Amazon EKS service quotas. */
const NODE_GROUPS = 30;

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
        'ResourcesVpcConfig.ControlPlaneEgressMode': 'CUSTOMER_ROUTED',
        'AccessConfig.AuthenticationMode': 'API',
        'AccessConfig.BootstrapClusterCreatorAdminPermissions': false,
        BootstrapSelfManagedAddons: false,
        DeletionProtection: true,
      },
    ),
    at('cluster/log-group', 'AWS::Logs::LogGroup', { LogGroupName: plan.cluster.logGroup }),
    at(
      'cluster/delivery',
      'AWS::KinesisFirehose::DeliveryStream',
      { DeliveryStreamName: plan.cluster.delivery.stream },
      {
        DeliveryStreamType: 'DirectPut',
        'DeliveryStreamEncryptionConfigurationInput.KeyType': 'CUSTOMER_MANAGED_CMK',
      },
    ),
    ...Object.entries(plan.cluster.delivery.roles).map(([key, name]) =>
      at(`cluster/delivery/${key}`, 'AWS::IAM::Role', { RoleName: name }),
    ),
    ...Object.entries(plan.cluster.roles).map(([key, name]) =>
      at(`cluster/roles/${key}`, 'AWS::IAM::Role', { RoleName: name }),
    ),
    ...plan.cluster.addons.flatMap(({ name, version, role }) => [
      at(`cluster/addons/${name}`, 'AWS::EKS::Addon', { AddonName: name }, { AddonVersion: version }),
      ...(role ? [at(`cluster/addons/${name}/role`, 'AWS::IAM::Role', { RoleName: role.name })] : []),
    ]),
  ];
}

/** Add-ons of every cluster of the plan, each once, with the Kubernetes version it runs on. */
function addonsOf({ cells }: Draft): (AddonPlan & { readonly kubernetes: string })[] {
  const all = cells.flatMap(({ cluster }) =>
    cluster.addons.map((addon): [string, AddonPlan & { kubernetes: string }] => [
      `${addon.name} ${cluster.version}`,
      { ...addon, kubernetes: cluster.version },
    ]),
  );
  return [...new Map(all).values()];
}

/** A fact an add-on: each has a date and a source of its own. */
function facts(plan: Draft): UsedFact[] {
  return addonsOf(plan).flatMap(({ name, version, kubernetes }) => {
    const fact = aws.addons[kubernetes]?.[name];
    if (!fact) return [];
    const { asOf, confidence, source } = fact;
    return [
      { statement: `Add-on: ${name} ${version} for Kubernetes ${kubernetes}`, asOf, confidence, sources: [source] },
    ];
  });
}

const unsure = (addon: { readonly confidence: Confidence }): boolean => !isVerified(addon);

const quotas = ({ cells, regions }: Draft): Quota[] =>
  cells
    .filter(({ pools }) => pools.length + 1 > NODE_GROUPS)
    .map(({ name, account, pools }) => ({
      cloud: 'aws',
      region: regions.primary,
      account,
      name: 'Managed node groups per cluster',
      amount: pools.length + 1,
      unit: 'node groups',
      reason: `${pools.length} pools of ${name} and its system pool; ${NODE_GROUPS} by default`,
    }));

export const cluster: Capability = {
  expectations: (plan) => plan.cells.flatMap(expectationsOf),
  notes: (plan) => ({
    quotas: quotas(plan),
    facts: [
      ...facts(plan),
      {
        statement:
          'EKS sends control-plane logs to CloudWatch Logs only; a subscription delivers them, compressed, to a stream of Firehose',
        asOf: '2026-11-24',
        confidence: 'primary',
        sources: [
          'Amazon EKS User Guide, "Send control plane logs to CloudWatch Logs"',
          'Amazon CloudWatch Logs User Guide, "Log group-level subscription filters"',
        ],
      },
    ],
    preconditions: [
      ...addonsOf(plan)
        .filter(unsure)
        .map(({ name, version, kubernetes }) =>
          precondition(
            `addon-${name}`,
            `${name} ${version} is sold for Kubernetes ${kubernetes} in ${plan.regions.primary}: the catalogue could not confirm it`,
            `aws eks describe-addon-versions --region ${plan.regions.primary} --kubernetes-version ${kubernetes} --addon-name ${name}`,
          ),
        ),
      precondition(
        'control-plane-logs',
        'control-plane logs arrive in the archive, and go on arriving: their rate is within what a delivery stream takes in the region',
        `aws s3 ls s3://${plan.archive.buckets.find(({ streams }) => streams)?.name}/AWSLogs/ --recursive an hour after the first cluster; then DeliveryToS3.DataFreshness and ThrottledRecords of each stream in CloudWatch`,
      ),
      precondition(
        'storage-classes',
        "storage classes of volumes say encrypted: 'true' and name the volumes key of the cell: the driver may make no other volume",
        'parameters of each StorageClass of ebs.csi.aws.com: encrypted, kmsKeyId',
      ),
      precondition(
        'schedulers',
        'the NVIDIA and EFA device plugins run in each cluster, or no pod sees a GPU; and the cluster autoscaler, or pools stay at their least nodes',
        'install them from the mirrored images; the autoscaler as service account cluster-autoscaler of kube-system, whose role is there',
      ),
    ],
    residualRisks: [
      'AWS: control-plane logs are locked by their copy in the archive, minutes after they were written; until then, and should their delivery fail for a day, CloudWatch Logs alone keeps them, where the guardrails and no lock protect them.',
      "AWS: the EKS control plane runs in the vendor's account in the region; its etcd holds secrets wrapped by the cluster key.",
    ],
  }),
};
