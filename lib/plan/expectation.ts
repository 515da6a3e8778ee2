/** What conformance reads: each thing the plan promises, in the words of the template that must keep it. */
export interface Expectation {
  /** Path of the promise in the plan: `cells/mumbai-a/pools/train`. */
  readonly promise: string;
  /** Stack (AWS) or Terraform root (Azure) that keeps it. */
  readonly stack: string;
  readonly type: string;
  /** Properties that recognise the resource; keys are dotted paths. Empty: the only one of its type in the stack. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** Properties that must hold as well. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Failures of checks that the document answers for, with owner, reason and end. */
  readonly exceptions?: readonly {
    /** Id of the check. */
    readonly check: string;
    /** Property at fault; absent: the resource as a whole. */
    readonly property?: string;
    readonly because: string;
  }[];
}
