import { vaultRedundancy } from '../../../lib/plan/azure/backup';
import {
  Construct,
  DataProtectionBackupInstanceBlobStorage,
  DataProtectionBackupPolicyBlobStorage,
  DataProtectionBackupVault,
  DataProtectionBackupVaultCustomerManagedKey,
  RoleAssignment,
} from '../cdktf';
import { DeleteLock } from '../guardrails/delete-lock';
import { type CustomerKeyRef, letUse } from '../keys/key-ref';
import { type Placement, placed } from '../placement';

export interface BackupClassProps {
  /** Name of its policy: 3 to 150 letters, digits and hyphens. */
  readonly name: string;
  /** Days back to which its accounts can be restored, 1 to 360. */
  readonly days: number;
  /** Accounts it looks after, in the place of the vault; each can be restored as far back by itself. */
  readonly accounts: readonly { readonly name: string; readonly id: string }[];
}

export interface SovereignBackupProps extends Placement {
  /** 2 to 50 letters, digits and hyphens. */
  readonly name: string;
  readonly classes: readonly BackupClassProps[];
  /**
   * `vendor`: the vendor's key.
   * @default 'vendor': what these classes keep stays in the accounts, under the accounts' own keys
   */
  readonly key?: CustomerKeyRef | 'vendor';
}

/** Days a deleted backup can be brought back. */
const DELETED_DAYS = 30;

/**
 * A backup vault that copies nothing anywhere: it keeps accounts restorable in themselves and holds on to them with a
 * lock of its own. Backups that move into a vault need an account that other tenants may replicate from.
 */
export class SovereignBackup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SovereignBackupProps) {
    super(scope, id);
    const vault = new DataProtectionBackupVault(this, 'Resource', {
      ...placed(props),
      name: props.name,
      datastoreType: 'VaultStore',
      redundancy: vaultRedundancy(props.location),
      softDelete: 'AlwaysOn',
      retentionDurationInDays: DELETED_DAYS,
      // Locking it is for good, so the operator's; the next plan must not make a vault that is unlocked again.
      immutability: 'Unlocked',
      lifecycle: { ignoreChanges: ['immutability'] },
      // The provider takes the customer's key by no other identity.
      identity: { type: 'SystemAssigned' },
    });
    this.id = vault.id;
    const principal = { principalId: vault.identity.principalId, principalType: 'ServicePrincipal' };
    const { key: held = 'vendor' } = props;
    const key = held === 'vendor' ? [] : [this.encrypt(vault, props.name, held)];
    for (const { name, days, accounts } of props.classes) {
      const policy = new DataProtectionBackupPolicyBlobStorage(this, `policy-${name}`, {
        name,
        vaultId: vault.id,
        operationalDefaultRetentionDuration: `P${days}D`,
      });
      for (const account of accounts) {
        const role = new RoleAssignment(this, `role-${account.name}`, {
          scope: account.id,
          roleDefinitionName: 'Storage Account Backup Contributor',
          ...principal,
        });
        new DataProtectionBackupInstanceBlobStorage(this, `instance-${account.name}`, {
          name: account.name,
          location: props.location,
          vaultId: vault.id,
          backupPolicyId: policy.id,
          storageAccountId: account.id,
          dependsOn: [role, ...key],
        });
      }
    }
    new DeleteLock(this, 'keep', {
      resourceId: vault.id,
      resourceName: props.name,
      notes: 'Holds what data can be restored from',
    });
  }

  private encrypt(
    vault: DataProtectionBackupVault,
    name: string,
    key: CustomerKeyRef,
  ): DataProtectionBackupVaultCustomerManagedKey {
    const role = letUse(this, 'key-role', key, { name, principalId: vault.identity.principalId });
    return new DataProtectionBackupVaultCustomerManagedKey(this, 'key', {
      dataProtectionBackupVaultId: vault.id,
      keyVaultKeyId: key.versionlessId,
      dependsOn: [role],
    });
  }
}
