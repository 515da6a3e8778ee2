/** A Terraform root: the stack with its provider, its state and its variables. */
import type { AzureDialect } from '../../lib/plan/azure';
import { GIVEN_SUBSCRIPTION } from '../../lib/plan/azure';
import {
  AzurermBackend,
  AzurermProvider,
  type AzurermProviderConfig,
  type Construct,
  type Node,
  RootConstruct,
  TerraformElement,
  TerraformStack,
  TerraformVariable,
  type TerraformVariableConfig,
} from './cdktf';
import { PROVIDER_VERSIONS, setDialect } from './dialect';

export interface SovereignRootProps {
  /** @default 'v4' */
  readonly dialect?: AzureDialect;
  /**
   * Subscription that owns the resources.
   * @default - the variable `subscription_id`, given at deployment
   */
  readonly subscriptionId?: string;
  /**
   * Whether to declare the variable `subscription_id` although the root's own subscription is named: ids in it use it.
   * @default - only where subscriptionId is left out
   */
  readonly asksSubscription?: boolean;
  /**
   * Account that keeps the state, reached with Entra ID only.
   * @default - none: add a backend of your own, or output depends on the machine
   */
  readonly backend?: {
    readonly resourceGroupName: string;
    readonly storageAccountName: string;
    readonly containerName: string;
    /** Name of the state's blob. */
    readonly key: string;
  };
  /**
   * What the root is, in a sentence; stands at the top of the output.
   * @default - none
   */
  readonly description?: string;
}

const providerOf = (subscriptionId: string): AzurermProviderConfig => ({
  // Nothing here has a data plane the provider may use: accounts are private, and containers go through the manager.
  features: [{ storage: [{ dataPlaneAvailable: false }] }],
  subscriptionId,
  storageUseAzuread: true,
  // Registering providers is a right the runner need not have; the plan lists them as a precondition.
  resourceProviderRegistrations: 'none',
});

/** Id of the one thing a construct stands for; its name in Terraform is the construct's. */
const MAIN = 'Resource';

/** A Terraform root whose elements are named after their constructs, and whose output is the same on every machine. */
export class SovereignRoot extends TerraformStack {
  private readonly description?: string;
  private readonly subscription: string;
  private readonly others = new Map<string, AzurermProvider>();

  /** @param scope an app, or nothing: a root needs none, and then leaves no trace on the disk */
  constructor(scope: Construct | undefined, id: string, props: SovereignRootProps = {}) {
    super(scope ?? new RootConstruct(), id);
    const dialect = props.dialect ?? 'v4';
    setDialect(this, dialect);
    this.description = props.description;
    if (props.backend) new AzurermBackend(this, { ...props.backend, useAzureadAuth: true });
    if (!props.subscriptionId || props.asksSubscription)
      deploymentVariable(this, 'subscription_id', 'Subscription everything without one of its own is made in.');
    this.subscription = props.subscriptionId ?? GIVEN_SUBSCRIPTION;
    new AzurermProvider(this, 'azurerm', providerOf(this.subscription));
    // No required_version: the only argument of this block that is no block, on which Checkov's reader of JSON gives up.
    this.addOverride('terraform.required_providers.azurerm', {
      source: 'hashicorp/azurerm',
      version: PROVIDER_VERSIONS[dialect],
    });
  }

  /**
   * Provider of another subscription, for resources that are made or looked for there.
   *
   * @param alias its name in the root; the first asked for stays
   * @returns nothing where it is the root's own
   */
  elsewhere(subscriptionId: string, alias = `in-${this.others.size + 1}`): AzurermProvider | undefined {
    if (subscriptionId === this.subscription) return undefined;
    const known = this.others.get(subscriptionId);
    if (known) return known;
    const provider = new AzurermProvider(this, `azurerm-${alias}`, { alias, ...providerOf(subscriptionId) });
    this.others.set(subscriptionId, provider);
    return provider;
  }

  /** `vault_key-data` for `vault/key-data/Resource`: readable, and unique because ids hold no underscore. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const wrong = ids.find((part) => !/^[A-Za-z][A-Za-z0-9-]*$/.test(part));
    if (wrong !== undefined) throw new RangeError(`Construct id ${wrong} is not letters, digits and hyphens`);
    return ids.filter((part, index) => index === 0 || part !== MAIN).join('_');
  }

  /** Terraform JSON: keys sorted, two spaces, no metadata, a newline at the end. */
  toText(): string {
    this.prepareStack();
    const { '//': _, ...body } = this.toTerraform() as Record<string, unknown>;
    const text = { ...(this.description ? { '//': this.description } : {}), ...(bare(body) as object) };
    return `${JSON.stringify(text, null, 2)}\n`;
  }
}

/** The stack's variable of that name, made where it is not there yet; a sensitive one is shown in no plan. */
export function deploymentVariable(
  scope: Construct,
  name: string,
  description: string,
  { type = 'string', ...more }: Pick<TerraformVariableConfig, 'type' | 'validation' | 'sensitive'> = {},
): string {
  const stack = TerraformStack.of(scope);
  const id = name.replaceAll('_', '-');
  if (!stack.node.tryFindChild(id)) {
    const variable = new TerraformVariable(stack, id, { type, description, nullable: false, ...more });
    variable.overrideLogicalId(name);
  }
  return `\${var.${name}}`;
}

/** Tenant of the deployment, as an expression; declares its variable. */
export const deploymentTenant = (scope: Construct): string =>
  deploymentVariable(scope, 'tenant_id', 'Entra ID tenant of the subscriptions.');

/** A copy with sorted keys and without the metadata CDKTF notes on every element. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => key !== '//' && entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, bare(entry)]),
  );
}
