import type { Intent } from '../intent';
import { name } from '../names';
import type { KeyPlan, KeyPurpose } from './types';

/** Why each key is a key of its own. */
const REASONS: Record<KeyPurpose, string> = {
  archive: 'audit logs: readable by auditors only, apart from the data they speak of',
  data: 'models and data at rest in the primary region',
  recovery: 'copies in the recovery region: no key leaves its region',
  cluster: 'Kubernetes secrets, wrapped before they reach etcd',
  volumes: 'root and data volumes of nodes',
  logs: 'control-plane and node logs in CloudWatch Logs',
};

/** One key, one purpose. `cmk` keys are made by the stack; other levels are made out of band and imported by ARN. */
export function keyPlan(intent: Intent, purpose: KeyPurpose, cell?: string): KeyPlan {
  const { level } = intent.custody;
  return {
    purpose,
    alias: `alias/${name([intent.country.toLowerCase(), ...(cell ? [cell] : []), purpose])}`,
    reason: REASONS[purpose],
    source: level === 'cmk' ? 'create' : 'import',
    custody: level,
  };
}
