import type { KeyPlan } from '../../../lib/plan/azure';
import { Construct, type ITerraformDependable, KeyVault } from '../cdktf';
import { DeleteLock } from '../guardrails/delete-lock';
import { type Placement, placed } from '../placement';
import { deploymentTenant } from '../root';
import { CustomerKey } from './customer-key';

export interface SovereignVaultProps extends Placement {
  /** Globally unique: 3 to 24 letters, digits and single hyphens, beginning with a letter. */
  readonly name: string;
  /** @default - the variable `tenant_id`, given at deployment */
  readonly tenantId?: string;
  /**
   * Days a deleted key can be brought back, 7 to 90; until then nobody can purge it.
   * @default 90
   */
  readonly softDeleteDays?: number;
}

/** A premium key vault: HSM-backed, closed to every network, ruled by roles, not to be purged or deleted. */
export class SovereignVault extends Construct {
  readonly id: string;
  readonly vault: KeyVault;

  constructor(scope: Construct, id: string, props: SovereignVaultProps) {
    super(scope, id);
    this.vault = new KeyVault(this, 'Resource', {
      ...placed(props),
      name: props.name,
      tenantId: props.tenantId ?? deploymentTenant(this),
      skuName: 'premium',
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: props.softDeleteDays ?? 90,
      publicNetworkAccessEnabled: false,
      // Trusted services are how storage, disks, logs and images reach their key in a vault without a public door.
      networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
    });
    this.id = this.vault.id;
    new DeleteLock(this, 'keep', {
      resourceId: this.vault.id,
      resourceName: props.name,
      notes: 'Without its keys, what they protect is lost',
    });
  }

  /**
   * Adds a key.
   *
   * @param after what the runner needs to reach the vault: its private endpoint
   * @param bits length; 4096 where it is left out
   */
  key(
    name: string,
    use: KeyPlan['use'] = 'wrap',
    after: readonly ITerraformDependable[] = [],
    bits?: KeyPlan['bits'],
  ): CustomerKey {
    return new CustomerKey(this, `key-${name}`, { name, use, bits, vaultId: this.vault.id, after });
  }
}
