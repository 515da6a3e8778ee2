/** A target's figures, the same for both clouds: what one line of a table says. */
import type { CountryPlan } from './index';

export interface TargetSummary {
  readonly cloud: 'aws' | 'azure';
  readonly regions: { readonly primary: string; readonly recovery?: string };
  /** Zone ids that pools stand in; empty where the cloud chooses. */
  readonly zones: readonly string[];
  readonly cells: number;
  readonly pools: number;
  /** Most nodes of all GPU pools. */
  readonly nodes: number;
  /** GPUs when every pool is at its largest. */
  readonly gpus: number;
  /** GPU models, sorted. */
  readonly models: readonly string[];
  /** Units of deployment: stacks or Terraform roots. */
  readonly units: readonly string[];
}

export function summarize(plan: CountryPlan): TargetSummary[] {
  const targets: TargetSummary[] = [];
  if (plan.aws)
    targets.push({
      cloud: 'aws',
      regions: plan.aws.regions,
      zones: unique(plan.aws.cells.flatMap(({ pools }) => pools.map(({ zone }) => zone))),
      units: plan.aws.stacks.map(({ name }) => name),
      ...figures(plan.aws.cells),
    });
  if (plan.azure)
    targets.push({
      cloud: 'azure',
      regions: plan.azure.regions,
      zones: unique(plan.azure.cells.flatMap(({ pools }) => pools.flatMap(({ zones }) => zones))),
      units: plan.azure.roots.map(({ name }) => name),
      ...figures(plan.azure.cells),
    });
  return targets;
}

type Cells = readonly { readonly pools: readonly { gpu: string; gpus: number; nodes: { max: number } }[] }[];

function figures(cells: Cells): Pick<TargetSummary, 'cells' | 'pools' | 'nodes' | 'gpus' | 'models'> {
  const pools = cells.flatMap((cell) => cell.pools);
  return {
    cells: cells.length,
    pools: pools.length,
    nodes: pools.reduce((sum, { nodes }) => sum + nodes.max, 0),
    gpus: pools.reduce((sum, { nodes, gpus }) => sum + nodes.max * gpus, 0),
    models: unique(pools.map(({ gpu }) => gpu.replace(/^(NVIDIA|AMD) /, '').replace(/ .*$/, ''))),
  };
}

const unique = (list: readonly string[]): string[] => [...new Set(list)].sort();
