import type { DeploymentPlan } from '../../../lib/plan/azure';
import { CognitiveAccount, CognitiveDeployment, Construct } from '../cdktf';
import { DeleteLock } from '../guardrails/delete-lock';
import { EncryptionIdentity } from '../keys/encryption-identity';
import type { CustomerKeyRef } from '../keys/key-ref';
import { type Placement, placed } from '../placement';

export interface ModelDeploymentProps {
  /** Name callers ask for: 2 to 64 letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  /** Model of the format OpenAI, as `gpt-4o`. */
  readonly model: string;
  readonly version: string;
  /**
   * Kinds that process in the region of the account: no other can be written here.
   * @default 'Standard'
   */
  readonly kind?: DeploymentPlan['kind'];
  /** Thousands of tokens a minute, or provisioned throughput units. */
  readonly capacity: number;
}

export interface SovereignModelsProps extends Placement {
  /** Name of the account and of its address, globally unique: 2 to 64 letters, digits and hyphens. */
  readonly name: string;
  /** Of 2048 bits, the only length the service takes; named by version, since it follows no rotation by itself. */
  readonly key: CustomerKeyRef;
  /** @default - `<name>-identity` */
  readonly identityName?: string;
  readonly deployments: readonly ModelDeploymentProps[];
}

/** Models run by the vendor in the region: reached privately, called by identities alone, calling nobody themselves. */
export class SovereignModels extends Construct {
  readonly id: string;

  /** @throws RangeError for a key without a version */
  constructor(scope: Construct, id: string, props: SovereignModelsProps) {
    super(scope, id);
    const { versionedId } = props.key;
    if (versionedId === undefined) throw new RangeError('An AI account takes a key by its version: this one says none');
    const identity = new EncryptionIdentity(this, 'identity', {
      ...props,
      name: props.identityName ?? `${props.name}-identity`,
    });
    const account = new CognitiveAccount(this, 'Resource', {
      ...placed(props),
      name: props.name,
      // An account of kind OpenAI takes a customer's key with an identity of its own only, which is not there before it.
      kind: 'AIServices',
      skuName: 'S0',
      customSubdomainName: props.name,
      localAuthEnabled: false,
      publicNetworkAccessEnabled: false,
      networkAcls: { defaultAction: 'Deny', bypass: 'None' },
      // No names are allowed: it fetches nothing for its callers.
      outboundNetworkAccessRestricted: true,
      projectManagementEnabled: false,
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      customerManagedKey: { keyVaultKeyId: versionedId, identityClientId: identity.clientId },
      dependsOn: [identity.role],
    });
    this.id = account.id;
    new DeleteLock(this, 'keep', {
      resourceId: account.id,
      resourceName: props.name,
      notes: 'Callers depend on it; lift this lock to take a deployment away',
    });
    for (const { name, model, version, kind, capacity } of props.deployments)
      new CognitiveDeployment(this, `deployment-${name.replaceAll('.', '-')}`, {
        name,
        cognitiveAccountId: account.id,
        model: { format: 'OpenAI', name: model, version },
        sku: { name: kind ?? 'Standard', capacity },
        // Evaluated once, approved once: a newer version is a change of the document.
        versionUpgradeOption: 'NoAutoUpgrade',
      });
  }
}
