/** The promises kept beside a country's output: what conformance holds its templates to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CountryPlan, Expectation } from '../plan';

/** Expectations of the plan in a country's folder, or undefined where there is none that can be read. */
export function readPromises(folder: string, country: string): readonly Expectation[] | undefined {
  try {
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as Partial<CountryPlan>;
    if (plan.schemaVersion !== 1 || plan.intent?.country !== country) return undefined;
    const promised = [...(plan.aws?.expectations ?? []), ...(plan.azure?.expectations ?? [])];
    const sound = promised.every(
      ({ promise, stack, type, identity }) =>
        [promise, stack, type].every((text) => typeof text === 'string') && typeof identity === 'object',
    );
    return sound && promised.length > 0 ? promised : undefined;
  } catch {
    return undefined;
  }
}
