import type { AzureModel } from '../../../profile';
import type { DestinationPlan } from '../audit/types';
import type { EstatePlan } from '../types';

/** A deployment of a model: of a kind that processes in the region, and of no other. */
export type DeploymentPlan = AzureModel;

/** Models the vendor runs: one account, its deployments, and the ways in. */
export interface ModelsPlan extends EstatePlan {
  /** Name of the account, and of its address: unique in the world. */
  readonly account: string;
  readonly id: string;
  readonly identity: string;
  readonly deployments: readonly DeploymentPlan[];
  readonly destination: DestinationPlan;
}
