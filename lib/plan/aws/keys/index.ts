import { awsCustody } from '../../../catalogue';
import type { Intent } from '../../intent';
import { name } from '../../names';
import type { KeyPlan, KeyPurpose, KeyUse } from './types';

/** A purpose as the catalogue, the reasons and the document's exceptions know it: all tenants' keys are of one kind. */
type Kind = Exclude<KeyPurpose, `tenant-${string}`> | 'tenant';

/** Why each key is a key of its own. */
const REASONS: Record<Kind, string> = {
  archive: 'audit logs, under a key apart from that of the data they speak of',
  audit: 'events of the account in CloudWatch Logs, and what their alarms say',
  'audit-recovery': 'findings of the recovery region in CloudWatch Logs, and what their alarm says',
  data: 'models and data at rest in the primary region',
  recovery: 'copies in the recovery region: no key leaves its region',
  cluster: 'Kubernetes secrets, wrapped before they reach etcd',
  volumes: 'root volumes of nodes and volumes of pods',
  logs: 'logs of control plane and file system in CloudWatch Logs',
  registry: 'container images',
  bootstrap: 'templates on their way to CloudFormation',
  backup: 'backups, under a key apart from that of what they hold',
  'backup-recovery': 'copies of backups: no key leaves its region',
  lustre: 'files of the cell, and the copies of models and data among them',
  tenant: 'models and data of one tenant, apart from those of every other',
};

/** What the catalogue, the reasons and the document's exceptions call a purpose. */
export const kindOf = (purpose: KeyPurpose): Kind =>
  purpose.startsWith('tenant-') ? 'tenant' : (purpose as Exclude<KeyPurpose, `tenant-${string}`>);

/** Parameter of a stack that takes the ARN of a key made out of band; the CDK CLI has its own name for its bootstrap's. */
export const keyParameter = (purpose: string): string =>
  purpose === 'bootstrap'
    ? 'FileAssetsBucketKmsKeyId'
    : `KeyArn${purpose
        .split('-')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join('')}`;

/** Origin that KMS shows for a key of a level. */
export const originOf = (level: KeyPlan['custody']): string => awsCustody.levels[level]?.origin ?? level;

/**
 * One key, one purpose. `cmk` keys are made by the stack; other levels are made out of band and imported by ARN.
 *
 * @param use who may use it; its policy is made of nothing else
 */
export function keyPlan(intent: Intent, purpose: KeyPurpose, use: KeyUse, cell?: string): KeyPlan {
  const kind = kindOf(purpose);
  const exception = intent.custody.exceptions[kind];
  const level = exception && exception.level !== 'vendor' ? exception.level : intent.custody.level;
  return {
    purpose,
    alias: `alias/${name([intent.country.toLowerCase(), ...(cell ? [cell] : []), purpose])}`,
    reason: REASONS[kind],
    use,
    source: level === 'cmk' ? 'create' : 'import',
    custody: level,
    ...(exception ? { exception } : {}),
  };
}
