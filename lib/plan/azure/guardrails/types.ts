/** What the guardrails of a management group are made of. */
import type { Alias } from './aliases';

/** Fields of every resource, beside the aliases of its type. */
export type Field = Alias | 'id' | 'location' | 'type';

type Scalar = string | boolean | number;

/** One test of a field, a value or a count: what Azure Policy calls a condition. One operator each. */
export interface Test {
  readonly equals?: Scalar;
  readonly notEquals?: Scalar;
  readonly like?: string;
  readonly notLike?: string;
  readonly in?: readonly string[] | string;
  readonly notIn?: readonly string[] | string;
  readonly exists?: boolean;
  readonly greater?: number;
}

/** A condition of Azure Policy, of the parts the guardrails use. */
export type Condition =
  | { readonly allOf: readonly Condition[] }
  | { readonly anyOf: readonly Condition[] }
  | { readonly not: Condition }
  | ({ readonly field: Field } & Test)
  | ({ readonly value: string } & Test)
  | ({ readonly count: Count } & Test);

/** Members of an array of the resource, or of a list, that meet a condition; all of them without one. */
export type Count =
  | { readonly field: Alias; readonly where?: Condition }
  | { readonly value: string; readonly name: string; readonly where?: Condition };

/**
 * `Deny` refuses the request. What cannot be refused is reported: by what the resource says (`Audit`), or by another one
 * that must stand beside it (`AuditIfNotExists`).
 */
export type Effect = 'Deny' | 'Audit' | 'AuditIfNotExists';

/** Chapters of the guardrails, in the order a reviewer reads them. */
export type Chapter = 'residency' | 'copies' | 'exposure' | 'keys' | 'audit';

/** One rule: what it is called, what it refuses and why. */
export interface Rule {
  /** Word of the rule, which exemptions name: `storage-redundancy`. */
  readonly id: string;
  /** In a sentence, as whoever is refused reads it. */
  readonly reason: string;
  /** What asks for it. */
  readonly clause: string;
  /** When it strikes. */
  readonly when: Condition;
  /** @default 'Deny' */
  readonly effect?: Effect;
  /** With AuditIfNotExists: the type that must stand beside the resource, and what it must say. */
  readonly beside?: { readonly type: string; readonly existenceCondition: Condition };
}

/** A policy of the vendor's that takes a list of locations. */
export interface BuiltIn {
  readonly id: string;
  readonly reason: string;
  readonly clause: string;
  /** Resource id of its definition. */
  readonly definition: string;
}

/** What the rules need to know of a country's plan. */
export interface GuardrailContext {
  /** Lower-case code, as it stands in names. */
  readonly country: string;
  readonly locations: readonly string[];
  /** Those of them whose pair is another of them: the only ones where a geo-redundant kind stays in the country. */
  readonly paired: readonly string[];
  /** Ids of the country's subscriptions, or the expression for the one given at deployment. */
  readonly subscriptions: readonly string[];
  /** Workspace every log goes to. */
  readonly workspaceId: string;
  /** What the vendor may hold the key of, by exception of the document. */
  readonly vendorKeys: readonly string[];
  /** Accounts logs are kept in. */
  readonly archiveIds: readonly string[];
  /** Ids of networks of other subscriptions that the document has the country's peered with. */
  readonly peers: readonly string[];
  /** Ids of the resource groups where what leads out may stand. Empty: nowhere. */
  readonly doors: readonly string[];
}

export interface GuardrailPolicy {
  /** Word of the rule; the policy's reference in the set. */
  readonly id: string;
  readonly chapter: Chapter;
  readonly reason: string;
  readonly clause: string;
  readonly effect: Effect;
  /** Name of our definition; absent: the vendor's is used. */
  readonly name?: string;
  /** The rule as it will stand: no parameter is filled in. */
  readonly rule?: Readonly<Record<string, unknown>>;
  /** Resource id of the vendor's definition, with its parameters. */
  readonly builtIn?: { readonly definition: string; readonly parameters: Readonly<Record<string, unknown>> };
}

/** A rule that does not hold in one place, for a while. */
export interface ExemptionPlan {
  readonly name: string;
  /** Word of the rule. */
  readonly policy: string;
  /** Id of the subscription or resource group. */
  readonly scope: string;
  readonly kind: 'subscription' | 'resource-group';
  readonly reason: string;
  readonly owner: string;
  /** Day it ends, as `2027-06-30`. */
  readonly until: string;
}

export interface GuardrailsPlan {
  readonly root: string;
  /** Id of the management group, as the document names it. */
  readonly managementGroup: string;
  /** Name of the set of policies. */
  readonly set: string;
  /** Name of its assignment. */
  readonly assignment: string;
  readonly chapters: readonly { readonly chapter: Chapter; readonly title: string }[];
  readonly policies: readonly GuardrailPolicy[];
  readonly exemptions: readonly ExemptionPlan[];
  /** Types that may stand in no region, and why. */
  readonly global: readonly (readonly [type: string, reason: string])[];
  /** Resource groups where what leads out may stand. */
  readonly doors: readonly string[];
}
