/** What a subscription has once, decided once, never by a cell. */

export interface ProviderPlan {
  readonly namespace: string;
  /** Preview or opt-in features of it. */
  readonly features: readonly string[];
  /** `create`: this root. `bootstrap`: by hand, before the bootstrap. `existing`: registered already. */
  readonly by: 'create' | 'bootstrap' | 'existing';
}

export interface BaselinePlan {
  readonly root: string;
  /** Who uses the subscription first: `platform`, `log-archive`, `data` or the root of a cell. */
  readonly user: string;
  /** Id, or the expression for the one given at deployment. */
  readonly subscription: string;
  readonly providers: readonly ProviderPlan[];
  /** Terraform types its root holds. */
  readonly types: readonly string[];
  readonly watcher: {
    readonly by: 'create' | 'existing';
    readonly name: string;
    readonly resourceGroup: string;
  };
  readonly defender: {
    readonly by: 'create' | 'existing' | 'none';
    readonly plans: readonly { readonly resourceType: string; readonly subplan?: string }[];
  };
}
