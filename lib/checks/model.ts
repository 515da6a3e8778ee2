/** Findings are data; formatters are separate and dumb. */
import type { CountryFacts } from '../catalogue';
import type { Cloud, Graph, Resource } from '../graph/model';

export type Result = 'pass' | 'fail' | 'not-applicable' | 'not-checked';
/** From the least to the worst. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export type Invariant =
  | 'residency'
  | 'egress'
  | 'ingress'
  | 'keys'
  | 'audit'
  | 'privilege'
  | 'tenancy'
  | 'recovery'
  | 'conformance'
  | 'waivers';

export interface Finding {
  readonly check: string;
  readonly invariant: Invariant;
  readonly severity: Severity;
  readonly result: Result;
  /** The resource judged, or the assembly where what fails is an absence. `line` and `column` are 1-based. */
  readonly resource: { file: string; address: string; type: string; line: number; column: number };
  /** What was proved, what is wrong, or why it was not checked. */
  readonly message: string;
  readonly remedy: string;
  readonly clauses: readonly string[];
  /** Who answers for the failure, where a waiver accepts it. The result stays `fail`; it counts as waived. */
  readonly waived?: Waived;
}

/** What a waiver says, and where it stands. */
export interface Waived {
  readonly owner: string;
  readonly reason: string;
  /** Compensating control. */
  readonly control: string;
  /** Last day it holds. */
  readonly expires: string;
  readonly file: string;
  readonly line: number;
}

/** A failure that nobody answers for. */
export const isFailing = ({ result, waived }: Finding): boolean => result === 'fail' && waived === undefined;

/** What a check needs to know besides the graph. */
export interface Context {
  readonly graph: Graph;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly facts: CountryFacts;
  /** Days logs must be kept: the document's decision where there is one, else the catalogue's default. */
  readonly retentionDays: number;
  /**
   * Why a check may fail at a property of a resource, where the plan carries an exception.
   * @default - nothing is excepted
   */
  readonly excepted?: (resource: Resource, check: string, property?: string) => string | undefined;
}

/** What a check says of one resource. `path` points at the property to show. */
export interface Verdict {
  readonly result: Result;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  /** Where this case weighs more or less than the check usually does. */
  readonly severity?: Severity;
}

/** A rule. One file each, with a violating and a compliant example that the tests run. */
export interface Check {
  /** `invariant/name`, stable. */
  readonly id: string;
  readonly invariant: Invariant;
  readonly severity: Severity;
  /** What a pass proves, in one sentence. */
  readonly proves: string;
  readonly remedy: string;
  /** Clauses of laws and frameworks it serves. */
  readonly clauses: readonly string[];
  /** Resource types it judges, by cloud; `*` judges every resource. */
  readonly types: Readonly<Record<Cloud, readonly string[] | '*'>>;
  judge(resource: Resource, context: Context): Verdict | readonly Verdict[];
  readonly examples: readonly Example[];
}

/** A template fragment and what the check must say of the first resource in it (the worst, where it says several). */
export interface Example {
  readonly cloud: Cloud;
  readonly expect: Result;
  /** The country it is judged for, in its first region there. Default India. */
  readonly country?: string;
  /** CloudFormation `Resources` or Terraform `resource`. */
  readonly resources: Record<string, unknown>;
}
