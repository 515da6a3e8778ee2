/** Buckets: what the templates must hold, what stacks name of each other, and what the operator must see to. */

import { awsRegion } from '../../../catalogue';
import type { AwsTarget } from '../../../profile';
import type { Address } from '../../address';
import type { Expectation } from '../../expectation';
import type { Intent, Precondition } from '../../intent';
import { bucketArn } from '../addresses';
import { type Capability, type Draft, deploy, precondition, roleExpected, stackOf } from '../capability';
import type { AwsStackPlan } from '../types';
import { ASK } from './buckets';
import type { BucketPlan } from './types';

const bucketsOf = (stack: string, place: string, plans: readonly BucketPlan[]): Expectation[] =>
  plans.map((bucket) => ({
    promise: `${place}/buckets/${bucket.purpose}`,
    stack,
    type: 'AWS::S3::Bucket',
    identity: { BucketName: bucket.name },
    settings: {
      'PublicAccessBlockConfiguration.BlockPublicAcls': true,
      'PublicAccessBlockConfiguration.BlockPublicPolicy': true,
      'PublicAccessBlockConfiguration.IgnorePublicAcls': true,
      'PublicAccessBlockConfiguration.RestrictPublicBuckets': true,
      'VersioningConfiguration.Status': 'Enabled',
      ...(bucket.lockDays
        ? {
            'ObjectLockConfiguration.Rule.DefaultRetention.Days': bucket.lockDays,
            'ObjectLockConfiguration.Rule.DefaultRetention.Mode': 'COMPLIANCE',
          }
        : {}),
    },
  }));

/** What the stacks of a country name of each other. */
function addressesOf(plan: Draft): Address[] {
  const stack = (purpose: AwsStackPlan['purpose']): string => stackOf(plan, purpose);
  const cells = plan.cells.map((cell) => cell.stack);
  const [archive] = plan.archive.buckets;
  return [
    ...(archive
      ? [{ what: 'archive of flow logs', owner: stack('archive'), address: bucketArn(archive.name), namedBy: cells }]
      : []),
    ...plan.archive.buckets
      .filter(({ streams }) => streams)
      .flatMap(({ name }) => [
        { what: 'archive of control-plane logs', address: bucketArn(name) },
        { what: 'key of the archive of control-plane logs, by its alias', address: plan.archive.keyArn },
      ])
      .map((row) => ({ ...row, owner: stack('archive'), namedBy: cells })),
    ...plan.data.buckets
      .filter(({ key }) => key)
      .map(({ purpose, name }) => ({
        what: `bucket ${purpose}`,
        owner: stack('data'),
        address: bucketArn(name),
        namedBy: cells,
      })),
    ...plan.data.buckets.flatMap(({ purpose, replica }) =>
      replica
        ? [
            {
              what: `copy of ${purpose}`,
              owner: stack('recovery'),
              address: bucketArn(replica.bucket),
              namedBy: [stack('data')],
            },
          ]
        : [],
    ),
    ...[...new Set(plan.data.buckets.flatMap(({ replica }) => (replica ? [replica.keyArn] : [])))].map((address) => ({
      what: 'key of the copies',
      owner: stack('recovery'),
      address,
      namedBy: [stack('data')],
    })),
  ];
}

function preconditions(plan: Draft, country: string): Precondition[] {
  const { archive, data, registry, accounts } = plan;
  const networks = [...plan.cells, ...(plan.inspection ? [plan.inspection] : [])].map(({ account }) => account);
  const apart = accounts.logArchive && networks.every((account) => account && account !== accounts.logArchive);
  const asked = plan.stacks
    .filter(({ purpose }) => {
      const accounts = {
        archive: archive.sources,
        data: data.readers,
        recovery: data.readers,
        registry: registry.readers,
      };
      return purpose in accounts && accounts[purpose as keyof typeof accounts].includes(ASK);
    })
    .map(({ name }) => name);
  return [
    ...(apart
      ? []
      : [
          precondition(
            'archive-policy',
            "the archive's bucket policy stands as written after the first flow log: EC2 may add to or replace it where one account owns both",
            'aws s3api get-bucket-policy on the archive, against the template; a logArchive account of its own rules it out',
          ),
        ]),
    ...(asked.length > 0
      ? [
          precondition(
            'cell-accounts',
            `the accounts of the cells are given to ${asked.join(', ')}: nobody named them`,
            `${deploy(country, asked, 'CellAccounts=<account>,<account>')}; or name account in each cell`,
          ),
        ]
      : []),
  ];
}

export const storage: Capability = {
  addresses: addressesOf,
  expectations: (plan) => [
    ...bucketsOf(stackOf(plan, 'archive'), 'archive', plan.archive.buckets),
    roleExpected(stackOf(plan, 'archive'), 'archive/copies', plan.archive.copyRole),
    ...bucketsOf(stackOf(plan, 'data'), 'data', plan.data.buckets),
    ...(plan.data.replicationRole
      ? [roleExpected(stackOf(plan, 'data'), 'data/replication', plan.data.replicationRole)]
      : []),
    ...(plan.recovery ? bucketsOf(stackOf(plan, 'recovery'), 'recovery', plan.recovery.buckets) : []),
  ],
  notes: (plan, { name, country }: Intent, target: AwsTarget) => {
    const { primary, recovery } = target.regions;
    return {
      preconditions: preconditions(plan, country),
      residualRisks: [
        'AWS: server access logs are written under the vendor-managed key of S3, which accepts no other for a log target, and are not locked.',
        ...(recovery
          ? [
              `AWS: what is deleted from models and data stays in their copies in ${recovery}: deletions are not copied, so that a mistake is not either; what must be erased is erased in both.`,
            ]
          : [
              `AWS: ${awsRegion(primary)?.name ?? primary} is the only region used: backups and copies stay in one region.`,
            ]),
      ],
      headlines: recovery ? [] : [`no second AWS region used in ${name}: copies stay in ${primary}`],
    };
  },
};
