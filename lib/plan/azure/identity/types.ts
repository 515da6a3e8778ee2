/** Who may do what: roles of the country, who takes them, and for how long. */

export type RoleWord = 'pipeline' | 'grants' | 'cluster' | 'operator' | 'auditor' | 'break-glass';

/** A role of the country's own: exact actions, no wildcard. */
export interface RoleDefinitionPlan {
  readonly word: RoleWord;
  /** UUID, computed. */
  readonly guid: string;
  /** Unique in the tenant. */
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
  /** Where it may be given beside the country's subscriptions: groups that hold reserved capacity. */
  readonly alsoIn: readonly string[];
  /** Root that defines it. */
  readonly root: string;
}

/** A right to take a role for a time, with a reason and a second factor; never a standing one. */
export interface EligibilityPlan {
  readonly duty: Duty;
  /** Names its resources: unique in the root. */
  readonly label: string;
  /** Scope: a subscription, `/subscriptions/…`. */
  readonly scope: string;
  readonly roleDefinitionId: string;
  /** Object ids in Entra ID. */
  readonly principals: readonly string[];
  /** Longest activation, an ISO 8601 duration. */
  readonly activation: string;
  /** Attribute condition of the assignment, version 2.0. */
  readonly condition?: string;
}

export type Duty = 'break-glass' | 'operator' | 'auditor';

/** Standing roles of the pipeline, which no person holds. */
export interface GrantPlan {
  readonly word: 'pipeline' | 'grants';
  /** What it is for, in words: unique in its root. */
  readonly description: string;
  readonly label: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly condition?: string;
}

/** What pods of a cell act as, one identity a purpose. */
export interface WorkloadPlan {
  readonly word: 'serving' | 'training' | 'calling';
  readonly identity: string;
  readonly credential: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly reason: string;
  readonly access: readonly {
    /** Container, or the account of models. */
    readonly to: string;
    /** Its resource id. */
    readonly scope: string;
    readonly role: 'Storage Blob Data Reader' | 'Storage Blob Data Contributor' | 'Cognitive Services OpenAI User';
  }[];
}

export interface IdentityPlan {
  /** Subscriptions the country uses: ids, or the expression for the one given. */
  readonly subscriptions: readonly string[];
  readonly definitions: readonly RoleDefinitionPlan[];
  /** Of the pipeline's principals, in every subscription. */
  readonly grants: readonly GrantPlan[];
  /** Object ids the document names as the pipeline. */
  readonly pipeline: readonly string[];
  readonly eligibilities: readonly EligibilityPlan[];
}
