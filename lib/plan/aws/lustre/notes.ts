/** File systems of the cells: what the templates must hold, what an operator must see to, and what stays a risk. */
import { lustre as sizes } from '../../../catalogue';
import { tebibytes } from '../../../profile/rules/lustre';
import type { Expectation } from '../../expectation';
import type { Precondition, Quota } from '../../intent';
import { type Capability, type Draft, inCell, precondition } from '../capability';
import type { AwsCellPlan } from '../types';
import { EVENTS } from '.';
import type { LustrePlan } from './types';

interface Linked {
  readonly cell: AwsCellPlan;
  readonly plan: LustrePlan;
}

const linked = ({ cells }: Draft): Linked[] =>
  cells.flatMap((cell) => (cell.lustre ? [{ cell, plan: cell.lustre }] : []));

function expectationsOf({ cell, plan }: Linked): Expectation[] {
  const at = inCell(cell);
  return [
    at(
      'lustre',
      'AWS::FSx::FileSystem',
      { 'Tags.Name': plan.name },
      {
        FileSystemType: 'LUSTRE',
        StorageCapacity: plan.capacityGiB,
        'LustreConfiguration.DeploymentType': 'PERSISTENT_2',
        'LustreConfiguration.PerUnitStorageThroughput': plan.throughput,
        'LustreConfiguration.EfaEnabled': true,
        'LustreConfiguration.MetadataConfiguration.Mode': 'AUTOMATIC',
      },
    ),
    ...plan.links.map(({ path, bucket, exports }) =>
      at(
        `lustre${path}`,
        'AWS::FSx::DataRepositoryAssociation',
        { FileSystemPath: path },
        {
          DataRepositoryPath: `s3://${bucket}`,
          'S3.AutoImportPolicy.Events': EVENTS,
          'S3.AutoExportPolicy.Events': exports ? EVENTS : undefined,
        },
      ),
    ),
    at('lustre/log-group', 'AWS::Logs::LogGroup', { LogGroupName: plan.logGroup }),
    at('lustre/group', 'AWS::EC2::SecurityGroup', { 'Tags.Name': `${plan.name}-lustre` }),
  ];
}

const preconditionsOf = ({ cell, plan }: Linked, apart: boolean): Precondition[] => [
  precondition(
    `lustre-${cell.name}`,
    `FSx for Lustre of ${plan.zone} has PERSISTENT_2 with EFA and the capacity for ${tebibytes(plan.capacityGiB)} TiB: the catalogue does not know where it is sold, and what it costs is unknown`,
    'FSx for Lustre User Guide, "Deployment and storage class options": its table of regions; or write lustre: none in the cell',
  ),
  precondition(
    `lustre-mount-${cell.name}`,
    `pods of ${cell.name} mount the file system by a persistent volume that names it; nodes reach it by TCP until their Lustre client is set up for EFA`,
    `aws fsx describe-file-systems --query "FileSystems[?Tags[?Value=='${plan.name}']].[FileSystemId,DNSName,LustreConfiguration.MountName]"; configure-efa-fsx-lustre-client.service on the node image`,
  ),
  ...(apart
    ? [
        precondition(
          `lustre-link-${cell.name}`,
          `the file system of ${cell.name} links to buckets of another account: their policy and key let its role in; whether that role has rights on a key of another account, and what FSx asks of who makes the link, is not documented`,
          'deploy the cell in a trial account first; aws fsx describe-data-repository-associations shows what FSx missed',
        ),
      ]
    : []),
];

export const lustre: Capability = {
  expectations: (plan) => linked(plan).flatMap(expectationsOf),
  notes: (plan) => {
    const all = linked(plan);
    return {
      quotas: [...new Set(all.map(({ cell }) => cell.account))].map((account): Quota => {
        const own = all.filter(({ cell }) => cell.account === account);
        return {
          cloud: 'aws',
          region: plan.regions.primary,
          account,
          name: 'Lustre Persistent_2 SSD storage capacity',
          amount: own.reduce((sum, { plan: { capacityGiB } }) => sum + capacityGiB, 0),
          unit: 'GiB',
          reason: own.map(({ cell, plan: { capacityGiB } }) => `${cell.name} ${capacityGiB}`).join(', '),
        };
      }),
      preconditions: all.flatMap((one) =>
        preconditionsOf(one, one.cell.account !== undefined && one.cell.account !== plan.accounts.data),
      ),
      residualRisks:
        all.length > 0
          ? [
              'AWS: FSx takes no backups of a file system that is linked to a bucket: what lies outside /models, or has not been exported yet, is lost with it.',
              'AWS: a file system stands in one zone, and grows but never shrinks; it is paid for while no node runs.',
              'AWS: whoever mounts a file system shares it: it holds models and data of all namespaces, and no bucket of a tenant is linked to it.',
              'AWS: where a cell and another writer change a file of /models under one name, the later wins; versions of the bucket keep both.',
            ]
          : [],
      facts:
        all.length > 0
          ? [
              {
                statement: `Lustre sizes with EFA: ${Object.entries(sizes.stepGiB)
                  .map(([throughput, step]) => `${tebibytes(step)} TiB at ${throughput} MB/s per TiB`)
                  .join(', ')}`,
                asOf: sizes.asOf,
                confidence: sizes.confidence,
                sources: [sizes.source],
              },
            ]
          : [],
    };
  },
};
