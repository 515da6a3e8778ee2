/** The address book: what one stack or root names of another. Computed, never looked up, exported or read from a state. */
export interface Address {
  /** What it is, in the plan's words. */
  readonly what: string;
  /** Stack or root that makes it. */
  readonly owner: string;
  /** ARN or resource id; what only the deployment knows (an account, a subscription) stands as an expression. */
  readonly address: string;
  /** Stacks or roots that name it. */
  readonly namedBy: readonly string[];
}
