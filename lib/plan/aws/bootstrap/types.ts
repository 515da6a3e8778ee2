/** What has to be in an account before a stack can be deployed into it. */
import type { PolicyStatement } from '../identity/types';
import type { KeyPlan } from '../keys/types';

/** One region's half of it: bucket of templates, its key, and the roles that publish and deploy. */
export interface ToolkitPlan {
  readonly stack: string;
  readonly region: string;
  /** Bucket of templates. */
  readonly bucket: string;
  readonly key: KeyPlan;
  readonly roles: {
    /** Hands templates to CloudFormation. */
    readonly deploy: string;
    /** Writes templates into the bucket. */
    readonly publish: string;
    /** CloudFormation acts as it. */
    readonly execute: string;
  };
}

export interface ExecutionPolicyPlan {
  readonly name: string;
  readonly arn: string;
  readonly policy: readonly PolicyStatement[];
}

export interface BootstrapPlan {
  readonly qualifier: string;
  /** Stacks that are deployed by it, and those that are not although the pattern holds for them: its own. */
  readonly deploys: { readonly stacks: string; readonly except: string };
  /** Contract of the CDK CLI that it keeps. */
  readonly version: number;
  /** Parameter in which the CLI looks for the version. */
  readonly parameter: string;
  /**
   * Stack of what IAM has one of an account, which the rest names: the boundary of every role, and what CloudFormation
   * may. Apart from the toolkits, as each template has to fit a call without a bucket.
   */
  readonly limits: { readonly stack: string; readonly region: string };
  /** One a region, the primary's first. */
  readonly toolkits: readonly ToolkitPlan[];
  readonly trust: readonly PolicyStatement[];
  /** What CloudFormation may, in as many policies as their size asks for. */
  readonly execution: readonly ExecutionPolicyPlan[];
}
