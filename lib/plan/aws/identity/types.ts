/** Who may act, and how far: the boundary of every role, the roles of people, and what they are to a cluster. */

/** A statement of a policy of ours; `${AWS::…}` stands for what the deployment knows. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export type Duty = 'break-glass' | 'operator' | 'auditor';

/** A role that people named in the document may take, in every account of the region. */
export interface RolePlan {
  readonly duty: Duty;
  readonly name: string;
  /** ARN in the account of the cluster. */
  readonly arn: string;
  readonly reason: string;
  /** ARNs of who may take it. */
  readonly principals: readonly string[];
  readonly trust: readonly PolicyStatement[];
  readonly policy: readonly PolicyStatement[];
  /** Longest session, seconds. */
  readonly sessionSeconds: number;
  /** What the role is in every cluster. */
  readonly cluster: AccessEntryPlan;
}

/** A role's entry in a cluster. */
export interface AccessEntryPlan {
  /** Access policy of EKS, by its name. */
  readonly policy: string;
  /** Groups that the country's own RBAC binds to. */
  readonly groups: readonly string[];
}

export interface IdentityPlan {
  readonly boundary: {
    readonly name: string;
    /** ARN in the account of whoever carries it. */
    readonly arn: string;
    readonly policy: readonly PolicyStatement[];
  };
  /** Stack of the roles, in every account; there is none where nobody is named. */
  readonly stack: string;
  /** Empty where the document names nobody. */
  readonly roles: readonly RolePlan[];
}
