import { CACHE_RULE, zonesOf } from '../../../lib/plan/azure';
import { Construct, ContainerRegistry, ContainerRegistryCacheRule } from '../cdktf';
import { DeleteLock } from '../guardrails/delete-lock';
import { EncryptionIdentity } from '../keys/encryption-identity';
import type { VaultKeyRef } from '../keys/key-ref';
import { type Placement, placed } from '../placement';

export interface SovereignRegistryProps extends Placement {
  /** Globally unique: 5 to 50 letters and digits. */
  readonly name: string;
  /** Key it encrypts with; a vault's, for it takes no other. `vendor`: under a key that no customer holds. */
  readonly key: VaultKeyRef | 'vendor';
  /** @default - `<name>-identity` */
  readonly identityName?: string;
  /** @default - where the region has zones */
  readonly zoneRedundant?: boolean;
  /**
   * Cache rule through which AKS nodes without a way out take what they boot from.
   * @default 'aks-managed-mcr', the name AKS looks for; `false` for none
   */
  readonly cacheRule?: string | false;
}

/** A registry of one region: private, under the customer's key, no replicas, no export, no shared account. */
export class SovereignRegistry extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SovereignRegistryProps) {
    super(scope, id);
    const { key } = props;
    const identity =
      key === 'vendor'
        ? undefined
        : new EncryptionIdentity(this, 'identity', {
            ...props,
            key,
            name: props.identityName ?? `${props.name}-identity`,
          });
    const registry = new ContainerRegistry(this, 'Resource', {
      ...placed(props),
      name: props.name,
      sku: 'Premium',
      adminEnabled: false,
      anonymousPullEnabled: false,
      dataEndpointEnabled: true,
      exportPolicyEnabled: false,
      publicNetworkAccessEnabled: false,
      // Nothing of the vendor's comes in by itself: images are pushed and pulled through private endpoints.
      networkRuleBypassOption: 'None',
      // No purge of untagged manifests: pods name images by digest. No quarantine: nothing here would release from it.
      zoneRedundancyEnabled: props.zoneRedundant ?? zonesOf(props.location).length > 0,
      ...(key !== 'vendor' &&
        identity && {
          identity: { type: 'UserAssigned', identityIds: [identity.id] },
          // An attribute of objects, not a block: every key must be there.
          encryption: [{ keyVaultKeyId: key.versionlessId, identityClientId: identity.clientId }],
          dependsOn: [identity.role],
        }),
    });
    this.id = registry.id;
    new DeleteLock(this, 'keep', {
      resourceId: registry.id,
      resourceName: props.name,
      notes: 'Nodes boot from it, and its images are the record of what ran',
    });
    if (props.cacheRule !== false)
      new ContainerRegistryCacheRule(this, 'cache', {
        name: props.cacheRule ?? CACHE_RULE,
        containerRegistryId: registry.id,
        sourceRepo: 'mcr.microsoft.com/*',
        targetRepo: 'aks-managed-repository/*',
      });
  }
}
