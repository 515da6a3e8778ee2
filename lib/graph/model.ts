/**
 * The resource graph: what a template says, without the dialect it says it in.
 * Adapters (`cfn`, `terraform`) build it; checks read it; nothing else knows a template's syntax.
 */

/** A value the template does not settle. Unknown is never a pass. */
export class Unknown {
  /**
   * @param why the expression that could not be resolved, as the template has it
   * @param text the known text around the holes, where the value is a string in part: `arn:aws:s3:::${Bucket}/*`
   * @param references resources of the graph the expression mentions
   */
  constructor(
    readonly why: string,
    readonly text?: string,
    readonly references: readonly Reference[] = [],
  ) {}
  toJSON() {
    return { unknown: this.why };
  }
}

/** A reference to (an attribute of) another resource of the same graph. */
export class Reference {
  constructor(
    /** Graph id of the target. */
    readonly target: string,
    /** `ref` for the resource itself, otherwise the attribute's name (`Arn`, `id`). */
    readonly attribute: string,
  ) {}
  toJSON() {
    return { reference: this.target, attribute: this.attribute };
  }
}

/** A resolved property: JSON, with `Unknown` and `Reference` at the leaves where the template has expressions. */
export type Value = null | boolean | number | string | Unknown | Reference | Value[] | { [key: string]: Value };

export type Cloud = 'aws' | 'azure';

export interface Resource {
  /** Unique in a graph: `<file>#<address>`. */
  readonly id: string;
  readonly cloud: Cloud;
  /** `AWS::S3::Bucket` or `azurerm_storage_account`. */
  readonly type: string;
  /** Logical id (CloudFormation) or `type.name` (Terraform). */
  readonly address: string;
  /** File as given by the caller, relative. */
  readonly file: string;
  /** Stack or Terraform root the resource belongs to: the country output's name for it, else the file's stem. */
  readonly stack: string;
  readonly properties: { readonly [key: string]: Value };
  /** What decides whether it is made at all, where only the deployment knows: a condition, a count. */
  readonly presence?: Unknown;
  /** Whether it outlives its stack or block: `DeletionPolicy: Retain`, `lifecycle.prevent_destroy`. Absent where nothing says so. */
  readonly kept?: true;
  /** Where it is placed: a region's name, `global`, `Unknown`, or undefined where the type has no place of its own. */
  readonly location: string | Unknown | undefined;
  /** Line and column (1-based) of the resource or of a property path inside it. Computed on demand. */
  place(path?: readonly (string | number)[]): { line: number; column: number };
}

/** A thing the adapter could not read, said per file. */
export interface Unreadable {
  readonly file: string;
  readonly message: string;
  /** Resources that no check sees (of another provider, or too many): a verdict on the rest of the file is none on it. */
  readonly isPartial?: true;
}

export interface Graph {
  readonly resources: readonly Resource[];
  readonly unreadable: readonly Unreadable[];
  byId(id: string): Resource | undefined;
  ofType(...types: string[]): Resource[];
  /** Resources whose properties reference `resource`, with the property path that does. */
  referrers(resource: Resource): { resource: Resource; path: (string | number)[] }[];
}

/** A file to read: `name` is shown to people (relative, forward slashes), `text` is its content. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  /** Name of the stack or root, where the caller knows it. */
  readonly stack?: string;
  /** Region a CloudFormation template will be deployed to. */
  readonly region?: string;
}
