/** The private network of a cell. */

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

/** How operators come in. */
export interface PathPlan {
  readonly kind: 'session' | 'vpn' | 'circuit';
}
