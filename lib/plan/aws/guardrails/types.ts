/** What the guardrails of an organisation are made of. */
import type { CustodyLevel } from '../../../catalogue';

export type GuardrailType =
  | 'SERVICE_CONTROL_POLICY'
  | 'RESOURCE_CONTROL_POLICY'
  | 'DECLARATIVE_POLICY_EC2'
  | 'S3_POLICY'
  | 'AISERVICES_OPT_OUT_POLICY';

/** Where Bedrock may answer a request: in the region asked, in any region of the country, or abroad by its profiles. */
export type ModelInference = 'region' | 'country' | 'abroad';

/** A statement of a control policy: it only ever denies. */
export interface GuardrailStatement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  /** Resource control policies name every principal; service control policies none. */
  readonly Principal?: '*';
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What the statements need to know of a country's plan. */
export interface GuardrailContext {
  /** Lower-case code, as it stands in names. */
  readonly country: string;
  readonly partition: string;
  /** Regions of the country that the plan uses. */
  readonly regions: readonly string[];
  readonly organization: string;
  /** Names of roles by which the management account enters an account; guarded settings are theirs to change. */
  readonly administrators: readonly string[];
  readonly modelInference: ModelInference;
  readonly custody: CustodyLevel;
  /** Levels below it that the document makes an exception for. */
  readonly exceptions?: readonly CustodyLevel[];
  readonly egress: 'isolated' | 'firewall';
  /** Account of the inspection network, the only one where a gateway may stand. Absent: none may. */
  readonly gateways?: string;
  /** Roles that copy objects in the country: to another region, under a lock, into backups and back. */
  readonly copyRoles: readonly string[];
}

export interface GuardrailPolicy {
  /** Word of the policy: `region`. */
  readonly purpose: string;
  readonly name: string;
  readonly type: GuardrailType;
  readonly reason: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Characters of the minified text, of the most that Organizations takes. */
  readonly size: { readonly used: number; readonly most: number };
}

export interface GuardrailsPlan {
  readonly stack: string;
  readonly organization: string;
  /** Roots, organisational units and accounts the policies are attached to. */
  readonly targets: readonly string[];
  readonly administrators: readonly string[];
  readonly modelInference: ModelInference;
  readonly policies: readonly GuardrailPolicy[];
}
