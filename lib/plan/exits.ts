/** The question a reviewer asks first: where could data leave? Each way there is, what closes it, what stays open. */
export interface ExitPlan {
  /** A way out of the country, or out of the accounts or subscriptions. */
  readonly way: string;
  /** What of the plan closes it; a reader finds it in the templates by these words. */
  readonly closedBy: string;
  /** What is left open, and how far; `nothing` where nothing is. */
  readonly remains: string;
}
