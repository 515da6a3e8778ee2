/** What watches each account: its trail and alarms, the recorder of its configuration, detectors of threats. */
import { awsRegion } from '../../../catalogue';
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { accountsOf, type Place, stackAt } from '../accounts';
import { logGroupRetention } from '../cluster/retention';
import { keyPlan } from '../keys';
import { forAlarms, forLogGroups } from '../keys/policies';
import type { AwsPlan } from '../types';
import { alarmsOf } from './alarms';
import type { AuditPlan, DetectorPlan, TrailPlan } from './types';

export { alarmsOf, MOST_PATTERN } from './alarms';

/** Managed rules for what no template can hold. The standards of Security Hub bring their own for the rest. */
const RULES = [
  ['VPC_DEFAULT_SECURITY_GROUP_CLOSED', 'the default security group of each VPC lets nothing through'],
  ['EC2_EBS_ENCRYPTION_BY_DEFAULT', 'EBS encrypts every new volume'],
  ['EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK', 'no snapshot can be restored by the public'],
] as const;

/** Named alike in every partition (Security Hub User Guide, "Standards reference"). */
const STANDARDS = ['aws-foundational-security-best-practices/v/1.0.0'];

const NOTHING_EXISTS = { cloudTrail: 'create', config: 'create', guardDuty: 'create', securityHub: 'create' } as const;

/** Places with nothing left to make have no stack. */
export function planAudit(
  intent: Intent,
  target: AwsTarget,
  { archive, data }: Pick<AwsPlan, 'archive' | 'data'>,
): AuditPlan[] {
  const country = intent.country.toLowerCase();
  const { primary, recovery } = target.regions;
  const { cloudTrail, config, guardDuty, securityHub } = { ...NOTHING_EXISTS, ...target.baseline };
  const bucket = (purpose: string): string => archive.buckets.find((plan) => plan.purpose === purpose)?.name ?? purpose;
  // A bucket's name holds its account: of an archive that the document leaves to who deploys, another account knows none.
  const places = accountsOf(target).filter(({ label }) => label !== 'management' || target.accounts?.logArchive);
  return places.flatMap((place): AuditPlan[] => {
    const watched = place.home && cloudTrail === 'create';
    const guarded = guardDuty === 'create';
    const trail = watched ? trailOf(intent, target, place, archive, data) : undefined;
    const detector = guarded ? detectorOf(intent, place, primary, bucket('archive')) : undefined;
    const [group, ...others] = [trail, detector].flatMap((source) => source?.logGroup ?? []);
    const plan: AuditPlan = {
      label: place.label,
      stack: stackAt(country, 'audit', place),
      account: place.account,
      region: place.region,
      name: name([country, 'audit']),
      keys: group
        ? [
            keyPlan(intent, place.home ? 'audit' : 'audit-recovery', {
              statements: [forLogGroups(group, ...others), forAlarms()],
            }),
          ]
        : [],
      trail,
      topic: group ? name([country, 'alarms']) : undefined,
      alarms: trail ? alarmsOf(country, recovery ? [primary, recovery] : [primary]) : [],
      recorder:
        config === 'create'
          ? {
              bucket: bucket('archive-config'),
              keyArn: archive.keyArn,
              global: place.home,
              rules: RULES.map(([identifier, why]) => ({
                name: name([country, identifier.toLowerCase().replaceAll('_', '-')]),
                identifier,
                why,
              })),
            }
          : undefined,
      detector,
      standards: securityHub === 'create' ? STANDARDS : undefined,
    };
    return plan.trail || plan.recorder || plan.detector || plan.standards ? [plan] : [];
  });
}

function trailOf(
  intent: Intent,
  { accounts = {} }: AwsTarget,
  { account }: Place,
  archive: AwsPlan['archive'],
  data: AwsPlan['data'],
): TrailPlan {
  const country = intent.country.toLowerCase();
  const [locked] = archive.buckets;
  const keyed = (plans: AwsPlan['data']['buckets']) => plans.filter(({ key }) => key);
  return {
    name: name([country, 'trail']),
    bucket: locked?.name ?? '',
    keyArn: archive.keyArn,
    logGroup: `/aws/cloudtrail/${name([country, 'trail'])}`,
    logDays: logGroupRetention(intent.retention.logDays),
    role: name([country, 'trail']),
    data:
      account === accounts.data
        ? keyed(data.buckets).flatMap((bucket) => [bucket.name, ...(bucket.replica ? [bucket.replica.bucket] : [])])
        : [],
    read: account === accounts.logArchive ? keyed(archive.buckets).map((bucket) => bucket.name) : [],
  };
}

/**
 * What needs an agent pulled from the vendor's registry (runtime monitoring) or a copy of a volume in the vendor's
 * account (malware protection) stays off: nothing of the region leaves it to be looked at.
 */
function detectorOf(intent: Intent, { region }: Place, primary: string, bucket: string): DetectorPlan {
  const findings = name([intent.country.toLowerCase(), 'findings']);
  const here = awsRegion(region);
  const off = here?.partition === 'aws' ? (['EBS_MALWARE_PROTECTION', 'RUNTIME_MONITORING'] as const) : [];
  return {
    logGroup: `/aws/events/${findings}`,
    logDays: logGroupRetention(intent.retention.logDays),
    rule: findings,
    alarm: { name: findings, why: 'GuardDuty found something of high severity', pattern: '{ $.detail.severity >= 7 }' },
    features: {
      S3_DATA_EVENTS: 'ENABLED',
      EKS_AUDIT_LOGS: 'ENABLED',
      ...Object.fromEntries(off.map((feature) => [feature, 'DISABLED' as const])),
    },
    // GuardDuty exports to a region that is not enabled by default only from that region itself.
    bucket: region === primary || !awsRegion(primary)?.optIn ? bucket : undefined,
  };
}
