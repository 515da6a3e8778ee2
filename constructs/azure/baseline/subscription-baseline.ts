import {
  Construct,
  type ITerraformDependable,
  ResourceProviderRegistration,
  SecurityCenterSubscriptionPricing,
} from '../cdktf';

export interface SubscriptionBaselineProps {
  /** Resource providers to register, with the features of each to turn on. None may be registered already. */
  readonly providers: readonly { readonly namespace: string; readonly features: readonly string[] }[];
  /**
   * Plans of Defender for Cloud to pay for: resource type, and the sub-plan where it has several.
   * @default - none
   */
  readonly defender?: readonly { readonly resourceType: string; readonly subplan?: string }[];
}

/** What a subscription has once: the services it may use, and what watches over them. */
export class SubscriptionBaseline extends Construct {
  private readonly providers: ReadonlyMap<string, ITerraformDependable>;

  constructor(scope: Construct, id: string, props: SubscriptionBaselineProps) {
    super(scope, id);
    this.providers = new Map(
      props.providers.map(({ namespace, features }) => [
        namespace,
        new ResourceProviderRegistration(this, `register-${namespace.replaceAll('.', '-').toLowerCase()}`, {
          name: namespace,
          feature: features.length > 0 ? features.map((name) => ({ name, registered: true })) : undefined,
        }),
      ]),
    );
    for (const { resourceType, subplan } of props.defender ?? [])
      new SecurityCenterSubscriptionPricing(this, `defender-${resourceType.toLowerCase()}`, {
        tier: 'Standard',
        resourceType,
        subplan,
        dependsOn: this.registered('Microsoft.Security'),
      });
  }
  /** What must be there before anything of a provider is made beside it; nothing where that is registered elsewhere. */
  registered(namespace: string): ITerraformDependable[] | undefined {
    const registration = this.providers.get(namespace);
    return registration && [registration];
  }
}
