/** A country's Terraform roots on Azure, composed from its resolved plan. */
import type { SovereignRoot } from '../../constructs/azure';
import type { CountryPlan } from '../../lib/plan';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { composeAccess } from './access';
import { composeBaseline } from './baseline';
import { composeBootstrap } from './bootstrap';
import { composeCell } from './cell';
import { composeData } from './data';
import { composeFoundation } from './foundation';
import { composeGuardrails } from './guardrails';
import { composeHsm } from './hsm';
import { composeInspection } from './inspection';
import { composeModels } from './models';
import { composePath } from './path';
import { composeRecovery } from './recovery';

/**
 * Terraform JSON of every root, by its name, in the order they deploy. Writes nothing; the same plan gives the same text.
 *
 * @throws RangeError for a plan without Azure
 */
export function azureRoots(plan: Pick<CountryPlan, 'azure'>): Record<string, string> {
  const { azure } = plan;
  if (!azure) throw new RangeError('The plan has no Azure section');
  return Object.fromEntries(azure.roots.map((root) => [root.name, COMPOSERS[root.purpose](azure, root).toText()]));
}

/** Each purpose has its composer; a cell's finds its cell by its root. */
const COMPOSERS: Readonly<Record<RootPlan['purpose'], (plan: AzurePlan, root: RootPlan) => SovereignRoot>> = {
  guardrails: composeGuardrails,
  bootstrap: composeBootstrap,
  access: composeAccess,
  baseline: composeBaseline,
  hsm: composeHsm,
  foundation: composeFoundation,
  recovery: composeRecovery,
  data: composeData,
  inspection: composeInspection,
  models: composeModels,
  cell: composeCell,
  path: composePath,
};
