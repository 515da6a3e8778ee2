/** Tenants share cells, not data: a namespace, a key and a bucket each, held apart by the tag of a pod's session. */
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { bucketName, OWN_ACCOUNT } from '../addresses';
import type { WorkloadPlan } from './types';

/** Where a tenant's name stands in what is said of all of them. */
export const NAMESPACE = '<namespace>';

/** Buckets that namespaces without a tenant share, each below its own prefix, and what linked file systems may do. */
export const SHARED = [
  { purpose: 'models', reason: 'model weights and checkpoints', fileSystems: 'write' },
  { purpose: 'data', reason: 'training and serving data', fileSystems: 'read' },
] as const;

/** Purpose of a tenant's key and bucket. */
export const tenantPurpose = (tenant: string): `tenant-${string}` => `tenant-${tenant}`;

/** Role that pods of a cell take. */
export const workloadRole = (country: string, cell: string): string => name([country, cell, 'workload']);

/** Roles of all cells, as a bucket's policy names them. Where nobody named a cell's account, the name alone tells. */
export const workloadRoles = (country: string, target: AwsTarget, own: string): string[] =>
  target.cells.map(
    (cell) =>
      `arn:\${AWS::Partition}:iam::${cell.account ?? (target.accounts?.data ? '*' : own)}:role/${workloadRole(country, cell.name)}`,
  );

export function planWorkload(intent: Intent, target: AwsTarget, cell: string): WorkloadPlan {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.data;
  const alias = (purpose: string): string => `alias/${name([country, purpose])}`;
  const own = tenantPurpose(NAMESPACE);
  return {
    role: workloadRole(country, cell),
    serviceAccount: 'workload',
    tenants: target.tenants,
    account: account ?? OWN_ACCOUNT,
    shared: { buckets: SHARED.map(({ purpose }) => bucketName(country, purpose, account)), alias: alias('data') },
    own: { bucket: bucketName(country, own, account), alias: alias(own) },
  };
}
