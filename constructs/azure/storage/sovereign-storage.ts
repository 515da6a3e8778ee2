import { expiryName, type ReplicationPlan, replicationFor } from '../../../lib/plan/azure';
import {
  Construct,
  type ITerraformDependable,
  StorageAccount,
  StorageContainer,
  StorageManagementPolicy,
} from '../cdktf';
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
   * Days back to which its block blobs can be restored as they were, 1 to 360; versions are kept as long. Its change
   * feed is on, so that object replication can follow it.
   * @default - none: what is deleted can be brought back for 30 days
   */
  readonly restoreDays?: number;
  /**
   * Days a version is kept from when it was written, and can be brought back once it is gone.
   * @default - restoreDays, or for ever; a day longer than a lock
   */
  readonly versionDays?: number;
  /**
   * From where blobs may be copied in: accounts with a private link to the same network, or any of the tenant.
   * @default 'PrivateLink'
   */
  readonly copyScope?: 'PrivateLink' | 'AAD';
}

/** Days deleted blobs stay where nothing else says so; the least beyond a restore that point-in-time restore asks for. */
const DELETED_DAYS = 30;
const BEYOND_RESTORE = 5;

/** A storage account that stays where it is: private, encrypted with the customer's key, without shared keys or copies abroad. */
export class SovereignStorage extends Construct {
  readonly id: string;
  readonly name: string;
  /** Its containers, for what can do nothing before they are there. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SovereignStorageProps) {
    super(scope, id);
    const identity = new EncryptionIdentity(this, 'identity', {
      ...props,
      name: props.identityName ?? `${props.name}-identity`,
    });
    const { restoreDays, lockDays } = props;
    const days = restoreDays === undefined ? (props.versionDays ?? DELETED_DAYS) : restoreDays + BEYOND_RESTORE;
    const account = new StorageAccount(this, 'Resource', {
      ...placed(props),
      name: props.name,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      accountReplicationType: props.replication ?? replicationFor(props.location).kind,
      crossTenantReplicationEnabled: false,
      allowedCopyScope: props.copyScope ?? 'PrivateLink',
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      localUserEnabled: false,
      sftpEnabled: false,
      nfsv3Enabled: false,
      // A hierarchical namespace has no versions, no restore and no object replication.
      isHnsEnabled: false,
      // Names of its own zone each: no private DNS zone of a region could hold them.
      dnsEndpointType: 'Standard',
      publicNetworkAccessEnabled: false,
      allowNestedItemsToBePublic: false,
      httpsTrafficOnlyEnabled: true,
      minTlsVersion: 'TLS1_2',
      infrastructureEncryptionEnabled: true,
      queueEncryptionKeyType: 'Account',
      tableEncryptionKeyType: 'Account',
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      customerManagedKey: { ...keyArgument(this, props.key), userAssignedIdentityId: identity.id },
      // Keys are off, so only a signature by an Entra identity is left; an hour is the longest it is taken.
      sasPolicy: { expirationPeriod: '00.01:00:00', expirationAction: 'Block' },
      networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
      blobProperties: {
        versioningEnabled: true,
        changeFeedEnabled: restoreDays !== undefined,
        restorePolicy: restoreDays === undefined ? undefined : { days: restoreDays },
        deleteRetentionPolicy: { days },
        containerDeleteRetentionPolicy: { days },
      },
      // Azure makes a policy unlocked and lets nobody make it locked: locking is a second step, the operator's, once.
      immutabilityPolicy:
        lockDays === undefined
          ? undefined
          : { state: 'Unlocked', periodSinceCreationInDays: lockDays, allowProtectedAppendWrites: true },
      // Else the next plan would replace the locked account by an unlocked one.
      lifecycle: lockDays === undefined ? undefined : { ignoreChanges: ['immutability_policy[0].state'] },
      dependsOn: [identity.role],
    });
    this.id = account.id;
    this.name = props.name;
    this.ready = (props.containers ?? []).map(
      (container) =>
        new StorageContainer(this, `container-${container}`, {
          name: container,
          storageAccountId: account.id,
          containerAccessType: 'private',
        }),
    );
    const versions = props.versionDays ?? restoreDays;
    if (lockDays !== undefined) this.expire(account, afterLock(lockDays));
    else if (versions !== undefined) this.expire(account, { versions });
    new DeleteLock(this, 'keep', {
      resourceId: account.id,
      resourceName: props.name,
      notes: 'Holds what cannot be made again',
    });
  }

  /** A version ages from when it was written, so an old blob's goes once it is replaced; soft delete holds it then. */
  private expire(account: StorageAccount, { versions, blobs }: Life): void {
    new StorageManagementPolicy(this, 'expiry', {
      storageAccountId: account.id,
      rule: [
        {
          name: expiryName(this.name),
          enabled: true,
          // Versions are of block blobs; an append blob keeps none that could expire apart from it.
          filters: { blobTypes: blobs === undefined ? ['blockBlob'] : ['appendBlob', 'blockBlob'] },
          actions: {
            ...(blobs === undefined ? {} : { baseBlob: { deleteAfterDaysSinceModificationGreaterThan: blobs } }),
            version: { deleteAfterDaysSinceCreation: versions },
          },
        },
      ],
    });
  }
}

/** Days after which old versions go, and blobs themselves where they do. */
interface Life {
  readonly versions: number;
  readonly blobs?: number;
}

/** Nothing can go while it is locked: a day later. Diagnostic logs are append blobs, which can be deleted but not tiered. */
const afterLock = (days: number): Life => ({ versions: days + 1, blobs: days + 1 });
