import { workspaceRetention } from '../../../lib/plan/azure';
import {
  Construct,
  type ITerraformDependable,
  LogAnalyticsCluster,
  LogAnalyticsClusterCustomerManagedKey,
  LogAnalyticsLinkedService,
  LogAnalyticsWorkspace,
  MonitorPrivateLinkScope,
  MonitorPrivateLinkScopedService,
} from '../cdktf';
import { closeWorkspace } from '../dialect';
import { DeleteLock } from '../guardrails/delete-lock';
import { EncryptionIdentity } from '../keys/encryption-identity';
import type { CustomerKeyRef } from '../keys/key-ref';
import { type Placement, placed } from '../placement';

export interface SovereignWorkspaceProps extends Placement {
  readonly name: string;
  /**
   * Key of its dedicated cluster; rotations are followed. One of a Managed HSM is taken in v5 alone. `vendor`: no cluster
   * of its own, and a key that no customer holds.
   */
  readonly key: CustomerKeyRef | 'vendor';
  /**
   * Days logs can be queried; taken up to the next length the service has, 30 to 730.
   * @default 365
   */
  readonly retentionDays?: number;
  /** @default - `<name>-cluster` */
  readonly clusterName?: string;
  /** @default - `<name>-identity` */
  readonly identityName?: string;
  /** @default - `<name>-scope` */
  readonly scopeName?: string;
}

/** Least commitment of a dedicated cluster, gigabytes a day. Only a dedicated cluster takes the customer's key. */
const LEAST_GB = 100;

/** Logs to read: a workspace on a cluster of its own under the customer's key, reached through Private Link only. */
export class SovereignWorkspace extends Construct {
  readonly id: string;
  /** Resource id of the private link scope, for its endpoint. */
  readonly scopeId: string;
  /** What makes the workspace the customer's; logs sent before it lie under the vendor's key. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SovereignWorkspaceProps) {
    super(scope, id);
    const { resourceGroupName } = props;
    const workspace = new LogAnalyticsWorkspace(this, 'Resource', {
      ...placed(props),
      name: props.name,
      sku: 'PerGB2018',
      retentionInDays: workspaceRetention(props.retentionDays ?? 365),
      localAuthenticationEnabled: false,
    });
    closeWorkspace(workspace);
    const door = new MonitorPrivateLinkScope(this, 'scope', {
      name: props.scopeName ?? `${props.name}-scope`,
      resourceGroupName,
      ingestionAccessMode: 'PrivateOnly',
      queryAccessMode: 'PrivateOnly',
      tags: props.tags && { ...props.tags },
    });
    new MonitorPrivateLinkScopedService(this, 'scope-workspace', {
      name: props.name,
      resourceGroupName,
      scopeName: door.name,
      linkedResourceId: workspace.id,
    });
    new DeleteLock(this, 'keep', {
      resourceId: workspace.id,
      resourceName: props.name,
      notes: 'Audit logs must be kept',
    });
    this.id = workspace.id;
    this.scopeId = door.id;
    this.ready = props.key === 'vendor' ? [workspace] : [this.underKey(props, props.key, workspace.id)];
  }

  /** Puts the workspace on a cluster of its own, under the customer's key. */
  private underKey(props: SovereignWorkspaceProps, key: CustomerKeyRef, workspaceId: string): ITerraformDependable {
    const identity = new EncryptionIdentity(this, 'identity', {
      ...props,
      key,
      name: props.identityName ?? `${props.name}-identity`,
    });
    const cluster = new LogAnalyticsCluster(this, 'cluster', {
      ...placed(props),
      name: props.clusterName ?? `${props.name}-cluster`,
      sizeGb: LEAST_GB,
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
    });
    const tie = new LogAnalyticsClusterCustomerManagedKey(this, 'cluster-key', {
      logAnalyticsClusterId: cluster.id,
      keyVaultKeyId: key.versionlessId,
      dependsOn: [identity.role],
    });
    return new LogAnalyticsLinkedService(this, 'cluster-link', {
      resourceGroupName: props.resourceGroupName,
      workspaceId,
      writeAccessId: cluster.id,
      dependsOn: [tie],
    });
  }
}
