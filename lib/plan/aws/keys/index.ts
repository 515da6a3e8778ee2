import type { Intent } from '../../intent';
import { name } from '../../names';
import type { KeyPlan, KeyPurpose } from './types';

/** Why each key is a key of its own. */
const REASONS: Record<KeyPurpose, string> = {
  archive: 'audit logs, under a key apart from that of the data they speak of',
  audit: 'events of the account in CloudWatch Logs, and what their alarms say',
  data: 'models and data at rest in the primary region',
  recovery: 'copies in the recovery region: no key leaves its region',
  cluster: 'Kubernetes secrets, wrapped before they reach etcd',
  volumes: 'root volumes of nodes',
  logs: 'control-plane logs in CloudWatch Logs',
  registry: 'container images',
};

/** Parameter of a stack that takes the ARN of a key made out of band. */
export const keyParameter = (purpose: string): string => `KeyArn${purpose.charAt(0).toUpperCase()}${purpose.slice(1)}`;

/** Who must be able to use each key: what the policy of a key made out of band has to let through. */
const USERS: Record<KeyPurpose, string> = {
  archive:
    's3 (kms:ViaService) for the account; cloudtrail, config, guardduty and delivery.logs.amazonaws.com for every account',
  audit:
    'the logs service of the region, for the log group of the trail; cloudwatch.amazonaws.com for alarms of the account',
  data: 's3 (kms:ViaService) for the account and the accounts of the cells',
  recovery: 's3 (kms:ViaService) for the account',
  cluster: 'the role of the control plane; kms:CreateGrant for the deployer through eks (kms:ViaService)',
  volumes: 'ec2 (kms:ViaService) for the account; AWSServiceRoleForAutoScaling, with kms:CreateGrant for AWS resources',
  logs: 'the logs service of the region, for the log group of the cluster',
  registry: 'ecr (kms:ViaService) for the account: kms:CreateGrant, kms:RetireGrant and kms:DescribeKey',
};

/** One key, one purpose. `cmk` keys are made by the stack; other levels are made out of band and imported by ARN. */
export function keyPlan(intent: Intent, purpose: KeyPurpose, cell?: string): KeyPlan {
  const { level } = intent.custody;
  return {
    purpose,
    alias: `alias/${name([intent.country.toLowerCase(), ...(cell ? [cell] : []), purpose])}`,
    reason: REASONS[purpose],
    users: USERS[purpose],
    source: level === 'cmk' ? 'create' : 'import',
    custody: level,
  };
}
