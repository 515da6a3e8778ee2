/** Where it begins: the state's account, and the network and identity of the runner that deploys the rest. */
import type { EstatePlan, StoragePlan } from '../types';

/** Who may act as the runner without a secret: tokens of one issuer about one subject. */
export interface CredentialPlan {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
}

export interface BootstrapPlan extends EstatePlan {
  /** Resource id of its vault, where it has one; the foundation keeps its logs. */
  readonly vaultId?: string;
  /** Account that keeps the state of every root. */
  readonly account: StoragePlan;
  readonly runner: {
    readonly identity: string;
    /** Empty: a machine in the runner's subnet carries the identity. */
    readonly credentials: readonly CredentialPlan[];
    /** Subnet the runner stands in. */
    readonly subnet: string;
  };
}

/** Ways from the runner's network to what it must reach of a root, and to nothing else of it. */
export interface RunnerDoorsPlan {
  /** Subscription, group and subnet of the runner's network; an endpoint stands where its network does. */
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly subnetId: string;
  readonly endpoints: readonly RunnerDoorPlan[];
}

export interface RunnerDoorPlan {
  readonly name: string;
  /** Which endpoint of the root it stands beside. */
  readonly to: string;
  readonly subresource: string;
  readonly zoneIds: readonly string[];
  readonly zones: readonly string[];
  readonly reason: string;
}
