import { type ReplicationPlan, replicationFor } from '../../../lib/plan/azure';
import { Construct, StorageAccount, StorageContainer, StorageManagementPolicy } from '../cdktf';
import { keyArgument } from '../dialect';
import { DeleteLock } from '../guardrails/delete-lock';
import { EncryptionIdentity } from '../keys/encryption-identity';
import type { CustomerKeyRef } from '../keys/key-ref';
import { type Placement, placed } from '../placement';

export interface SovereignStorageProps extends Placement {
  /** Globally unique: 3 to 24 lower-case letters and digits. */
  readonly name: string;
  /** Key it encrypts with; rotations are followed. */
  readonly key: CustomerKeyRef;
  /** @default - `<name>-identity` */
  readonly identityName?: string;
  /**
   * Redundancy. A geo-redundant kind copies to the region's pair: only where the pair is in the country.
   * @default - ZRS where the region has zones, else LRS
   */
  readonly replication?: ReplicationPlan['kind'];
  /** @default - none */
  readonly containers?: readonly string[];
  /**
   * Days a blob can be neither changed nor deleted; blobs may be appended to, and are deleted a day after. 1 to 146000.
   * @default - no lock, and nothing is deleted
   */
  readonly lockDays?: number;
  /**
   * Days deleted blobs and containers can be brought back, 1 to 365.
   * @default 30
   */
  readonly restoreDays?: number;
}

/** A storage account that stays where it is: private, encrypted with the customer's key, without shared keys or copies abroad. */
export class SovereignStorage extends Construct {
  readonly id: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: SovereignStorageProps) {
    super(scope, id);
    const identity = new EncryptionIdentity(this, 'identity', {
      ...props,
      name: props.identityName ?? `${props.name}-identity`,
    });
    const days = props.restoreDays ?? 30;
    const account = new StorageAccount(this, 'Resource', {
      ...placed(props),
      name: props.name,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      accountReplicationType: props.replication ?? replicationFor(props.location).kind,
      crossTenantReplicationEnabled: false,
      allowedCopyScope: 'PrivateLink',
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      localUserEnabled: false,
      sftpEnabled: false,
      publicNetworkAccessEnabled: false,
      allowNestedItemsToBePublic: false,
      httpsTrafficOnlyEnabled: true,
      minTlsVersion: 'TLS1_2',
      infrastructureEncryptionEnabled: true,
      queueEncryptionKeyType: 'Account',
      tableEncryptionKeyType: 'Account',
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      customerManagedKey: { ...keyArgument(this, props.key), userAssignedIdentityId: identity.id },
      networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
      blobProperties: {
        versioningEnabled: true,
        deleteRetentionPolicy: { days },
        containerDeleteRetentionPolicy: { days },
      },
      // Azure makes the policy unlocked; locking it for good is the operator's, once.
      immutabilityPolicy:
        props.lockDays === undefined
          ? undefined
          : { state: 'Unlocked', periodSinceCreationInDays: props.lockDays, allowProtectedAppendWrites: true },
      dependsOn: [identity.role],
    });
    this.id = account.id;
    this.name = props.name;
    for (const name of props.containers ?? [])
      new StorageContainer(this, `container-${name}`, {
        name,
        storageAccountId: account.id,
        containerAccessType: 'private',
      });
    if (props.lockDays !== undefined) this.expire(account, props.lockDays + 1);
    new DeleteLock(this, 'keep', {
      resourceId: account.id,
      resourceName: props.name,
      notes: 'Holds what cannot be made again',
    });
  }

  /** Diagnostic logs are append blobs, which lifecycle rules can delete but not tier. */
  private expire(account: StorageAccount, days: number): void {
    new StorageManagementPolicy(this, 'expiry', {
      storageAccountId: account.id,
      rule: [
        {
          name: 'after-retention',
          enabled: true,
          filters: { blobTypes: ['appendBlob', 'blockBlob'] },
          actions: {
            baseBlob: { deleteAfterDaysSinceModificationGreaterThan: days },
            version: { deleteAfterDaysSinceCreation: days },
          },
        },
      ],
    });
  }
}
