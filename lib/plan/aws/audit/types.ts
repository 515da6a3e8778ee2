/** What watches an account in a region. */
import type { KeyPlan } from '../keys/types';

export interface AlarmPlan {
  /** Name, unique in the account and region. */
  readonly name: string;
  /** What it tells, and the control it answers where one asks for it. */
  readonly why: string;
  /** Filter of CloudWatch Logs over CloudTrail's events; may hold `${AWS::AccountId}`. */
  readonly pattern: string;
}

export interface TrailPlan {
  readonly name: string;
  readonly bucket: string;
  /** Alias ARN of the archive's key. */
  readonly keyArn: string;
  readonly logGroup: string;
  /** Undefined: kept for ever. */
  readonly logDays?: number;
  readonly role: string;
  /** Buckets of this account whose objects' every use is recorded. */
  readonly data: readonly string[];
  /** Buckets of this account whose objects' reading is recorded: to record writing would record itself. */
  readonly read: readonly string[];
}

/** A managed rule of AWS Config. */
export interface RulePlan {
  readonly name: string;
  readonly identifier: string;
  readonly why: string;
}

export interface RecorderPlan {
  readonly bucket: string;
  readonly keyArn: string;
  /** Whether it records what is of no region, such as roles: once an account. */
  readonly global: boolean;
  readonly rules: readonly RulePlan[];
}

export interface DetectorPlan {
  /** Log group that keeps every finding from the first day, and that its alarm reads. */
  readonly logGroup: string;
  readonly logDays?: number;
  /** Rule that brings findings there. */
  readonly rule: string;
  readonly alarm: AlarmPlan;
  readonly features: Readonly<Record<string, 'ENABLED' | 'DISABLED'>>;
  /** Bucket its findings are exported to as well; absent where GuardDuty exports from here to no other region. */
  readonly bucket?: string;
}

export interface AuditPlan {
  readonly label: string;
  readonly stack: string;
  readonly account?: string;
  readonly region: string;
  /** Name of the recorder and of what has no other. */
  readonly name: string;
  readonly keys: readonly KeyPlan[];
  /** In the primary region: it records the others too. */
  readonly trail?: TrailPlan;
  /** Where alarms speak. */
  readonly topic?: string;
  readonly alarms: readonly AlarmPlan[];
  readonly recorder?: RecorderPlan;
  readonly detector?: DetectorPlan;
  /** Standards that Security Hub holds the account to, as its ARNs end; absent where it is there already. */
  readonly standards?: readonly string[];
}
