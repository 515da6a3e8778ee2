import { Construct, type ITerraformDependable, RoleAssignment, UserAssignedIdentity } from '../cdktf';
import { type Placement, placed } from '../placement';

export interface ClusterIdentitiesProps extends Placement {
  /** Identity of the control plane. */
  readonly name: string;
  /** Identity of the nodes. */
  readonly kubeletName: string;
  /** Networks and route tables the control plane joins nodes and load balancers to. */
  readonly networkIds: readonly string[];
  /** Zone the private API server registers in. */
  readonly privateZoneId: string;
  /** Registry the nodes pull from. */
  readonly registryId: string;
  readonly diskEncryptionSetId: string;
  /**
   * Vault and key that wrap etcd.
   * @default - none
   */
  readonly etcd?: { readonly vaultId: string; readonly keyScope: string };
  /**
   * Id of a role of one's own that the control plane has on network, routes, zone and vault: what AKS documents, and no more.
   * @default - the vendor's contributors to each
   */
  readonly roleId?: string;
}

/** Who a cluster acts as: a control plane and its nodes, each with the roles AKS asks for and no others. */
export class ClusterIdentities extends Construct {
  readonly id: string;
  /** Object id of the control plane's identity. */
  readonly principalId: string;
  readonly kubelet: { readonly clientId: string; readonly objectId: string; readonly userAssignedIdentityId: string };
  /** The cluster starts once these are there. */
  readonly roles: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClusterIdentitiesProps) {
    super(scope, id);
    const control = new UserAssignedIdentity(this, 'control', { ...placed(props), name: props.name });
    const kubelet = new UserAssignedIdentity(this, 'kubelet', { ...placed(props), name: props.kubeletName });
    this.id = control.id;
    this.principalId = control.principalId;
    this.kubelet = {
      clientId: kubelet.clientId,
      objectId: kubelet.principalId,
      userAssignedIdentityId: kubelet.id,
    };
    const grant = (part: string, to: UserAssignedIdentity, role: string, on: string, roleId?: string) =>
      new RoleAssignment(this, part, {
        scope: on,
        ...(roleId === undefined ? { roleDefinitionName: role } : { roleDefinitionId: roleId }),
        principalId: to.principalId,
        principalType: 'ServicePrincipal',
      });
    const own = (part: string, vendors: string, on: string) => grant(part, control, vendors, on, props.roleId);
    this.roles = [
      ...props.networkIds.map((network, index) => own(`control-network-${index}`, 'Network Contributor', network)),
      own('control-zone', 'Private DNS Zone Contributor', props.privateZoneId),
      grant('control-kubelet', control, 'Managed Identity Operator', kubelet.id),
      grant('control-disks', control, 'Reader', props.diskEncryptionSetId),
      ...(props.etcd
        ? [
            grant('control-etcd', control, 'Key Vault Crypto User', props.etcd.keyScope),
            // A private vault is joined to the API server by AKS itself.
            own('control-vault', 'Key Vault Contributor', props.etcd.vaultId),
          ]
        : []),
      grant('kubelet-pull', kubelet, 'AcrPull', props.registryId),
    ];
  }
}
