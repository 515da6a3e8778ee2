/** The resolved AWS plan: every decision made, nothing left for a construct to choose. */
import type { CustodyLevel } from '../../catalogue';
import type { Address } from '../address';
import type { Expectation } from '../expectation';
import type { PlanNotes } from '../intent';
import type { GuardrailsPlan } from './guardrails/types';

/** A stack: a unit of deployment, with one owner and one blast radius. */
export interface AwsStackPlan {
  readonly name: string;
  readonly purpose: 'guardrails' | 'archive' | 'data' | 'recovery' | 'cell';
  readonly region: string;
  /** Account id; absent: the account that deploys. */
  readonly account?: string;
  readonly description: string;
  /** Names of stacks to deploy first. */
  readonly after: readonly string[];
}

export type KeyPurpose = 'archive' | 'data' | 'recovery' | 'cluster' | 'volumes' | 'logs';

/** One key, one purpose. */
export interface KeyPlan {
  readonly purpose: KeyPurpose;
  /** Alias, with its `alias/` prefix: how other stacks name the key. */
  readonly alias: string;
  readonly reason: string;
  /** Who must be able to use it. */
  readonly users: string;
  /** `create`: made by the stack. `import`: made out of band (HSM or external key store), its ARN given at deployment. */
  readonly source: 'create' | 'import';
  readonly custody: CustodyLevel;
}

export interface ReplicationPlan {
  readonly bucket: string;
  readonly region: string;
  /** Alias ARN of the key that encrypts the copy. */
  readonly keyArn: string;
}

export interface BucketPlan {
  readonly purpose: string;
  readonly name: string;
  readonly reason: string;
  /** Key that encrypts it; absent for a target of server access logs, which S3 can only write under its own key. */
  readonly key?: KeyPurpose;
  /** Bucket that receives its server access logs. */
  readonly accessLogs?: string;
  /** Object lock in compliance mode, days. */
  readonly lockDays?: number;
  readonly replica?: ReplicationPlan;
  /** AWS services that deliver into it: `flow-logs`, `access-logs`. */
  readonly delivers: readonly ('flow-logs' | 'access-logs')[];
}

export type SubnetTier = 'control' | 'endpoints' | 'system' | 'pool';

export interface SubnetPlan {
  readonly name: string;
  readonly tier: SubnetTier;
  /** Zone id. */
  readonly zone: string;
  readonly cidr: string;
}

export interface EndpointPlan {
  /** Service as in its name: `ecr.api`. */
  readonly service: string;
  readonly type: 'Interface' | 'Gateway';
  /** What in the plan needs it. */
  readonly reasons: readonly string[];
}

export interface NicPlan {
  readonly card: number;
  readonly device: number;
  readonly type: 'interface' | 'efa-only';
}

export type Capacity = { readonly kind: 'on-demand' } | { readonly kind: 'block' | 'reservation'; readonly id: string };

export interface AwsPoolPlan {
  readonly name: string;
  readonly instance: string;
  readonly gpu: string;
  /** GPUs of one node. */
  readonly gpus: number;
  readonly nodes: { readonly min: number; readonly max: number };
  readonly zone: string;
  readonly subnet: string;
  /** Nodes its subnet holds; beyond it the subnet moves, and with it those after it. */
  readonly room: number;
  readonly capacity: Capacity;
  readonly nics: readonly NicPlan[];
  /** Cluster placement group: on-demand pools of several nodes with EFA only. */
  readonly placementGroup: boolean;
  readonly amiType: string;
  /** Name of the node group and its launch template; carries a digest of what cannot change in place. */
  readonly nodegroup: string;
}

export interface AwsCellPlan {
  readonly name: string;
  readonly stack: string;
  readonly account?: string;
  readonly zone: string;
  readonly network: string;
  readonly subnets: readonly SubnetPlan[];
  readonly endpoints: readonly EndpointPlan[];
  readonly transitGateway?: string;
  readonly keys: readonly KeyPlan[];
  readonly cluster: {
    readonly name: string;
    readonly version: string;
    readonly serviceCidr: string;
    readonly logGroup: string;
    /** Days; absent: never expires (longer than CloudWatch Logs can say). */
    readonly logDays?: number;
    readonly roles: { readonly cluster: string; readonly node: string; readonly cni: string };
  };
  readonly system: {
    readonly nodegroup: string;
    readonly instances: readonly string[];
    readonly nodes: { readonly min: number; readonly max: number };
    /** Whether the catalogue knows that every zone sells the type. */
    readonly verified: boolean;
  };
  readonly pools: readonly AwsPoolPlan[];
}

export interface AwsPlan {
  readonly partition: string;
  readonly regions: { readonly primary: string; readonly recovery?: string };
  readonly network: string;
  readonly accounts: { readonly management?: string; readonly logArchive?: string; readonly data?: string };
  /** In the order they deploy. */
  readonly stacks: readonly AwsStackPlan[];
  /** Absent where the document names no organisation. */
  readonly guardrails?: GuardrailsPlan;
  readonly archive: {
    readonly keys: readonly KeyPlan[];
    readonly buckets: readonly BucketPlan[];
    readonly sources: readonly string[];
  };
  readonly data: {
    readonly keys: readonly KeyPlan[];
    readonly buckets: readonly BucketPlan[];
    readonly replicationRole?: string;
    readonly readers: readonly string[];
  };
  readonly recovery?: { readonly keys: readonly KeyPlan[]; readonly buckets: readonly BucketPlan[] };
  readonly cells: readonly AwsCellPlan[];
  readonly addresses: readonly Address[];
  readonly expectations: readonly Expectation[];
  readonly notes: PlanNotes;
}
