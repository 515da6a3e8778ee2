/** The resolved AWS plan: every decision made, nothing left for a construct to choose. */
import type { Address } from '../address';
import type { CostPlan } from '../cost';
import type { ExitPlan } from '../exits';
import type { Expectation } from '../expectation';
import type { PlanNotes } from '../intent';
import type { AuditPlan } from './audit/types';
import type { BackupPlan, VaultPlan } from './backup/types';
import type { BaselinePlan } from './baseline/types';
import type { BootstrapPlan } from './bootstrap/types';
import type { ClusterPlan } from './cluster/types';
import type { GuardrailsPlan } from './guardrails/types';
import type { IdentityPlan } from './identity/types';
import type { InspectionPlan, WayOutPlan } from './inspection/types';
import type { KeyPlan } from './keys/types';
import type { LustrePlan } from './lustre/types';
import type { AclPlan, EncryptionMode, EndpointPlan, NamesPlan, PathPlan, PodsPlan, SubnetPlan } from './network/types';
import type { AwsPoolPlan, SystemPoolPlan } from './pools/types';
import type { RegistryPlan } from './registry/types';
import type { BucketPlan } from './storage/types';
import type { WorkloadPlan } from './tenants/types';

export type * from './audit/types';
export type * from './backup/types';
export type * from './baseline/types';
export type * from './bootstrap/types';
export type * from './cluster/types';
export type * from './identity/types';
export type * from './inspection/types';
export type * from './keys/types';
export type * from './lustre/types';
export type * from './network/types';
export type * from './pools/types';
export type * from './registry/types';
export type * from './storage/types';
export type * from './tenants/types';

/** A stack: a unit of deployment, with one owner and one blast radius. */
export interface AwsStackPlan {
  readonly name: string;
  readonly purpose:
    | 'guardrails'
    | 'limits'
    | 'bootstrap'
    | 'access'
    | 'baseline'
    | 'archive'
    | 'audit'
    | 'data'
    | 'recovery'
    | 'registry'
    | 'inspection'
    | 'cell';
  readonly region: string;
  /** Account id; absent: the account that deploys. */
  readonly account?: string;
  readonly description: string;
  /** Names of stacks to deploy first. */
  readonly after: readonly string[];
}

export interface AwsCellPlan {
  readonly name: string;
  readonly stack: string;
  readonly account?: string;
  readonly zone: string;
  readonly network: string;
  readonly subnets: readonly SubnetPlan[];
  readonly pods: PodsPlan;
  readonly endpoints: readonly EndpointPlan[];
  /** Names that may be looked up. */
  readonly names: NamesPlan;
  /** Network ACLs beside the default one. */
  readonly acls: readonly AclPlan[];
  /** How operators come in; absent: the document names no path. */
  readonly path?: PathPlan;
  /** Control of encryption in transit; absent where the region has none. */
  readonly encryption?: EncryptionMode;
  /** Absent: nothing leaves. */
  readonly wayOut?: WayOutPlan;
  readonly keys: readonly KeyPlan[];
  readonly cluster: ClusterPlan;
  readonly workload: WorkloadPlan;
  readonly system: SystemPoolPlan;
  readonly pools: readonly AwsPoolPlan[];
  readonly lustre?: LustrePlan;
  /** Why it has no file system, where it has none. */
  readonly withoutLustre?: string;
}

export interface AwsPlan {
  readonly partition: string;
  readonly regions: { readonly primary: string; readonly recovery?: string };
  readonly network: string;
  readonly accounts: {
    readonly management?: string;
    readonly logArchive?: string;
    readonly network?: string;
    readonly data?: string;
  };
  /** In the order they deploy. */
  readonly stacks: readonly AwsStackPlan[];
  /** Absent where the document names no organisation. */
  readonly guardrails?: GuardrailsPlan;
  /** One an account and region, in the order they deploy. */
  readonly baselines: readonly BaselinePlan[];
  /** One an account and region, in the order they deploy. */
  readonly audits: readonly AuditPlan[];
  readonly bootstrap: BootstrapPlan;
  readonly identity: IdentityPlan;
  readonly archive: {
    readonly keys: readonly KeyPlan[];
    /** How other accounts name the key: by its alias. */
    readonly keyArn: string;
    readonly buckets: readonly BucketPlan[];
    /** Role that copies what cannot be delivered under a lock to where it is locked. */
    readonly copyRole: string;
    /** Accounts whose networks reach it: the cells'. */
    readonly networks: readonly string[];
    /** Accounts whose logs are delivered: all. */
    readonly sources: readonly string[];
  };
  readonly data: {
    readonly keys: readonly KeyPlan[];
    readonly buckets: readonly BucketPlan[];
    readonly replicationRole?: string;
    readonly readers: readonly string[];
    /** Accounts of the cells whose file systems are linked to it. */
    readonly fileSystems: readonly string[];
    readonly backup: BackupPlan;
  };
  readonly recovery?: {
    readonly keys: readonly KeyPlan[];
    readonly buckets: readonly BucketPlan[];
    readonly backup: VaultPlan;
  };
  readonly registry: RegistryPlan;
  /** Absent where nothing leaves, or the operator inspects. */
  readonly inspection?: InspectionPlan;
  readonly cells: readonly AwsCellPlan[];
  /** ARNs of keys made out of band that the document names, by stack and purpose. */
  readonly namedKeys: Readonly<Record<string, string>>;
  readonly cost: CostPlan;
  /** Ways out of the country or the accounts, what closes each and what stays open. */
  readonly exits: readonly ExitPlan[];
  readonly addresses: readonly Address[];
  readonly expectations: readonly Expectation[];
  readonly notes: PlanNotes;
}
