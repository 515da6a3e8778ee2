/** The resolved Azure plan: every decision made, nothing left for a construct to choose. Plain data, written beside the output. */
import type { AzureTarget } from '../../profile';
import type { Address } from '../address';
import type { CostPlan } from '../cost';
import type { ExitPlan } from '../exits';
import type { Expectation } from '../expectation';
import type { Intent, PlanNotes } from '../intent';

import type { AlertsPlan, DestinationPlan, FoundationPlan } from './audit/types';
import type { BackupPlan } from './backup/types';
import type { BaselinePlan } from './baseline/types';
import type { BootstrapPlan, RunnerDoorsPlan } from './bootstrap/types';
import type { ClusterPlan } from './cluster/types';
import type { GuardrailsPlan } from './guardrails/types';
import type { IdentityPlan, WorkloadPlan } from './identity/types';
import type { InspectionPlan, WayOutPlan } from './inspection/types';
import type { HsmPlan, Keyring } from './keys/types';
import type { LustrePlan } from './lustre/types';
import type { ModelsPlan } from './models/types';
import type { EndpointPlan, NetworkPlan, PathPlan } from './network/types';
import type { AzurePoolPlan, ReservationsPlan } from './pools/types';
import type { RegistryPlan } from './registry/types';
import type { ReplicationPlan, StoragePlan } from './storage/types';

export type * from './audit/types';
export type * from './backup/types';
export type * from './baseline/types';
export type * from './bootstrap/types';
export type * from './cluster/types';
export type * from './guardrails/types';
export type * from './identity/types';
export type * from './inspection/types';
export type * from './keys/types';
export type * from './lustre/types';
export type * from './models/types';
export type * from './network/types';
export type * from './pools/types';
export type * from './registry/types';
export type * from './storage/types';

/** Major version of the azurerm provider the output is written for. */
export type AzureDialect = AzureTarget['dialect'];

/** Where Terraform keeps its state: the arguments of the `azurerm` backend that every root shares. */
export interface BackendPlan {
  readonly resource_group_name: string;
  readonly storage_account_name: string;
  readonly container_name: string;
}

/** A Terraform root: a unit of deployment, with one state, one subscription and one resource group. */
export interface RootPlan {
  /** Its purpose; `cell-<name>`, and `baseline-<whose>` where the platform's subscription is not the only one. */
  readonly name: string;
  readonly purpose:
    | 'guardrails'
    | 'bootstrap'
    | 'access'
    | 'baseline'
    | 'hsm'
    | 'foundation'
    | 'recovery'
    | 'data'
    | 'inspection'
    | 'models'
    | 'cell'
    | 'path';
  /** Who deploys it: what says who may act is out of the pipeline's reach. */
  readonly by: 'administrators' | 'pipeline';
  readonly description: string;
  /** Names of roots to deploy first. */
  readonly dependsOn: readonly string[];
  /** Subscription id; absent: the one given at deployment as `subscription_id`. */
  readonly subscription?: string;
  /** Whether anything the root names lives in the subscription given at deployment. */
  readonly asksSubscription: boolean;
  /** Whether it is deployed before the account of the state: its state begins in a file beside it, and is handed over. */
  readonly handedOver: boolean;
  /** Blob that holds its state. */
  readonly stateKey: string;
  /** Region its resources stand in. */
  readonly location: string;
  /** Absent: the root makes nothing that stands in one. */
  readonly resourceGroup?: string;
  readonly resourceGroupId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What every root has. */
export interface EstatePlan extends Keyring {
  readonly root: string;
  readonly vnet: NetworkPlan;
  readonly endpoints: readonly EndpointPlan[];
  /** How the runner reaches it; absent where the runner's network is the operator's own, or this one. */
  readonly doors?: RunnerDoorsPlan;
}

/** Copies of the data, and the logs of the region they are in. */
export interface RecoveryPlan extends EstatePlan {
  readonly accounts: readonly StoragePlan[];
  /** Logs are archived in the region of what they are of; besides, a second archive of the activity logs. */
  readonly archive: StoragePlan;
  /** Flows of its network: a flow log and its account stand in one region. */
  readonly flows: StoragePlan;
  readonly destination: DestinationPlan;
}

export interface DataPlan extends EstatePlan {
  readonly accounts: readonly StoragePlan[];
  readonly backup: BackupPlan;
  readonly registry: RegistryPlan;
  readonly destination: DestinationPlan;
}

export interface AzureCellPlan extends EstatePlan {
  readonly name: string;
  /** The cell's block. */
  readonly network: string;
  readonly subscription?: string;
  readonly cluster: ClusterPlan;
  readonly pools: readonly AzurePoolPlan[];
  /** Reserved capacity its pools draw on; absent: none does. */
  readonly reservations?: ReservationsPlan;
  readonly lustre?: LustrePlan;
  readonly registryId: string;
  readonly workloads: readonly WorkloadPlan[];
  readonly destination: DestinationPlan;
  /** Absent: nothing leaves, or the operator peers the network with theirs. */
  readonly wayOut?: WayOutPlan;
}

export interface AzurePlan {
  readonly country: string;
  readonly classification: Intent['classification'];
  readonly egress: Intent['egress'];
  readonly regions: { readonly primary: string; readonly recovery?: string };
  /** Where everything is placed. */
  readonly location: string;
  /** Availability zones of the location; empty where it has none. */
  readonly zones: readonly string[];
  /** Locations a policy lets resources be made in. */
  readonly allowedLocations: readonly string[];
  readonly network: string;
  readonly dialect: AzureDialect;
  readonly backend: BackendPlan;
  readonly replication: ReplicationPlan;
  /** In the order they deploy. */
  readonly roots: readonly RootPlan[];
  /** Absent where the document names no management group. */
  readonly guardrails?: GuardrailsPlan;
  /** The Managed HSM, where any key is in one. */
  readonly hsm?: HsmPlan;
  /** Absent where account and runner are the operator's own. */
  readonly bootstrap?: BootstrapPlan;
  readonly identity: IdentityPlan;
  readonly baselines: readonly BaselinePlan[];
  readonly foundation: FoundationPlan;
  /** Absent: no recovery region, or copies made by the accounts themselves. */
  readonly recovery?: RecoveryPlan;
  readonly data: DataPlan;
  /** Absent: nothing leaves, or the operator inspects. */
  readonly inspection?: InspectionPlan;
  /** Absent: the document asks for no model of the vendor's. */
  readonly models?: ModelsPlan;
  readonly cells: readonly AzureCellPlan[];
  /** One for each subscription. */
  readonly alerts: readonly AlertsPlan[];
  readonly cost: CostPlan;
  /** How operators come in; absent: by no way of these roots. */
  readonly path?: PathPlan;
  /** At their largest. */
  readonly totals: { readonly cells: number; readonly nodes: number; readonly gpus: number };
  /** Every way data could leave, what closes it and what stays open. */
  readonly exits: readonly ExitPlan[];
  readonly addresses: readonly Address[];
  readonly expectations: readonly Expectation[];
  readonly notes: PlanNotes;
}
