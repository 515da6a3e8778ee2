/** What an account has once in a region, and who sets it. */

/**
 * `create`: our stack. `existing`: it was there before, as the document says. `guardrails`: a declarative policy, which
 * locks it. `operator`: a command, for CloudFormation has no type for it, in this region or at all.
 */
export type SetBy = 'create' | 'existing' | 'guardrails' | 'operator';

export type SingletonName =
  | 'snapshotBlock'
  | 'gatewayBlock'
  | 'accessAnalyzer'
  | 'imageBlock'
  | 'metadataDefaults'
  | 'volumeEncryption'
  | 'bucketBlock';

export interface SingletonPlan {
  readonly name: SingletonName;
  /** What must hold, in words. */
  readonly what: string;
  readonly by: SetBy;
  /** Why it is not made here, where it is not. */
  readonly because?: string;
  /** CloudFormation's type, where it has one. */
  readonly type?: string;
  /** Command that sets it, or shows it where it is set already. */
  readonly command: string;
}

export interface BaselinePlan {
  readonly label: string;
  /** Absent where nothing is left to make. */
  readonly stack?: string;
  readonly account?: string;
  readonly region: string;
  /** Mode of VPC block public access. */
  readonly gatewayMode: 'block-bidirectional' | 'block-ingress';
  /** Name of the analyzer of access from outside the account. */
  readonly analyzer: string;
  readonly singletons: readonly SingletonPlan[];
}
