import type { LustreThroughput } from '../../../lib/plan/azure/lustre';
import { Construct, type ITerraformDependable, ManagedLustreFileSystem } from '../cdktf';
import { DeleteLock } from '../guardrails/delete-lock';
import { EncryptionIdentity } from '../keys/encryption-identity';
import type { VaultKeyRef } from '../keys/key-ref';
import { type Placement, placed } from '../placement';

export interface SovereignLustreProps extends Placement {
  readonly name: string;
  /** A subnet of its own, large enough for its capacity. */
  readonly subnetId: string;
  /** Availability zone, as `1`: that of the nodes that mount it. */
  readonly zone: string;
  /** TiB, in the steps of its throughput: 48, 16, 8 and 4. */
  readonly capacityTiB: number;
  /**
   * MB/s for each TiB.
   * @default 500
   */
  readonly throughput?: LustreThroughput;
  /**
   * A vault's key, of which one version is used for good: the service follows no rotation. `vendor`: it is encrypted with
   * the vendor's own.
   */
  readonly key: { readonly key: VaultKeyRef; readonly vaultId: string } | 'vendor';
  /** @default - `<name>-identity` */
  readonly identityName?: string;
  /**
   * Containers of one account, by resource id: what is shown in the file system, and where imports and exports are
   * logged.
   * @default - none: it starts empty, and is written by the nodes alone
   */
  readonly imports?: { readonly containerId: string; readonly loggingContainerId: string; readonly prefix: string };
  /**
   * When the vendor may stop it, UTC.
   * @default - Sunday, 01:00
   */
  readonly maintenance?: { readonly day: string; readonly time: string };
  /**
   * What must exist first: the rules of its subnet.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** A Lustre file system in one zone, under the customer's key. It holds what can be made again or is kept elsewhere. */
export class SovereignLustre extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SovereignLustreProps) {
    super(scope, id);
    const { key: held } = props;
    const identity =
      held === 'vendor'
        ? undefined
        : new EncryptionIdentity(this, 'identity', {
            ...props,
            key: held.key,
            name: props.identityName ?? `${props.name}-identity`,
          });
    const { day, time } = props.maintenance ?? { day: 'Sunday', time: '01:00' };
    const files = new ManagedLustreFileSystem(this, 'Resource', {
      ...placed(props),
      name: props.name,
      skuName: `AMLFS-Durable-Premium-${props.throughput ?? 500}`,
      storageCapacityInTb: props.capacityTiB,
      subnetId: props.subnetId,
      zones: [props.zone],
      maintenanceWindow: { dayOfWeek: day, timeOfDayInUtc: time },
      identity: identity && { type: 'UserAssigned', identityIds: [identity.id] },
      encryptionKey: held === 'vendor' ? undefined : { keyUrl: held.key.versionedId, sourceVaultId: held.vaultId },
      hsmSetting: props.imports && {
        containerId: props.imports.containerId,
        loggingContainerId: props.imports.loggingContainerId,
        importPrefix: props.imports.prefix,
      },
      dependsOn: [...(identity ? [identity.role] : []), ...(props.after ?? [])],
    });
    this.id = files.id;
    new DeleteLock(this, 'keep', {
      resourceId: files.id,
      resourceName: props.name,
      notes: 'Holds what has not been written to the accounts yet',
    });
  }
}
