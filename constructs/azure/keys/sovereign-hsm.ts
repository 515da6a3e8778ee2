import { Construct, KeyVaultManagedHardwareSecurityModule } from '../cdktf';
import { DeleteLock } from '../guardrails/delete-lock';
import { type Placement, placed } from '../placement';
import { deploymentTenant, deploymentVariable } from '../root';

export interface SovereignHsmProps extends Placement {
  /** Globally unique: 3 to 24 letters, digits and single hyphens, beginning with a letter. */
  readonly name: string;
  /**
   * Object ids of its first administrators. They activate it and give its roles; they cannot use a key. Fixed for its life.
   * @default - the variable `hsm_administrators`, given at deployment
   */
  readonly administrators?: readonly string[];
  /** @default - the variable `tenant_id`, given at deployment */
  readonly tenantId?: string;
  /**
   * Days a deleted key can be brought back, 7 to 90; until then nobody can purge it.
   * @default 90
   */
  readonly softDeleteDays?: number;
}

/**
 * A Managed HSM: hardware of one tenant, closed to every network, not to be purged or deleted. It is made inactive. The
 * operator activates it with the CLI, offline; the arguments that would do so from here are never set, because they leave
 * the security domain in Terraform's state.
 */
export class SovereignHsm extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SovereignHsmProps) {
    super(scope, id);
    const hsm = new KeyVaultManagedHardwareSecurityModule(this, 'Resource', {
      ...placed(props),
      name: props.name,
      tenantId: props.tenantId ?? deploymentTenant(this),
      skuName: 'Standard_B1',
      adminObjectIds: [...(props.administrators ?? [])],
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: props.softDeleteDays ?? 90,
      publicNetworkAccessEnabled: false,
      // Trusted services are how storage, disks and logs reach their key without a public door.
      networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
    });
    if (!props.administrators)
      hsm.addOverride(
        'admin_object_ids',
        deploymentVariable(
          this,
          'hsm_administrators',
          'Entra object ids of the first administrators of the Managed HSM: people or groups of the country, not the runner.',
          { type: 'list(string)' },
        ),
      );
    this.id = hsm.id;
    new DeleteLock(this, 'keep', {
      resourceId: hsm.id,
      resourceName: props.name,
      notes: 'Without its keys, what they protect is lost',
    });
  }
}
