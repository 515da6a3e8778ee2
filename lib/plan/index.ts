/** Profile → plan: every decision resolved, in pure code. The plan is written beside the output and frozen. */
import type { CountryProfile } from '../profile';
import { type AwsPlan, planAws } from './aws';
import { type AzurePlan, planAzure } from './azure';
import { deepFreeze } from './freeze';
import { countryNotes, type Intent, intentOf, type ResidualRisk, type UsedFact } from './intent';
import { PlanRefusal } from './network';

export type { Address } from './address';
export type { AwsPlan } from './aws';
export type { AzurePlan } from './azure';
export type { ExitPlan } from './exits';
export type { Expectation } from './expectation';
export type { Intent, Precondition, Quota, ResidualRisk, UsedFact } from './intent';
export { PlanRefusal } from './network';

export interface CountryPlan {
  readonly schemaVersion: 1;
  readonly intent: Intent;
  readonly aws?: AwsPlan;
  readonly azure?: AzurePlan;
  readonly residualRisks: readonly ResidualRisk[];
  readonly facts: readonly UsedFact[];
}

/**
 * Resolves a country's plan.
 *
 * @throws PlanRefusal with every reason, placed by path in the document
 */
export function planCountry(profile: CountryProfile): CountryPlan {
  const intent = intentOf(profile);
  const refused: PlanRefusal[] = [];
  const attempt = <T>(make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof PlanRefusal)) throw error;
      refused.push(error);
      return undefined;
    }
  };
  const { aws: awsTarget, azure: azureTarget } = profile;
  const aws = awsTarget && attempt(() => planAws(intent, awsTarget));
  const azure = azureTarget && attempt(() => planAzure(intent, azureTarget));
  if (refused.length > 0) throw new PlanRefusal(refused.flatMap(({ issues }) => issues));

  const risks = [...(aws?.notes.residualRisks ?? []), ...(azure?.notes.residualRisks ?? [])];
  return deepFreeze({
    schemaVersion: 1,
    intent,
    aws,
    azure,
    residualRisks: risks.map((text, index) => ({ id: `${intent.country}-R${index + 1}`, text })),
    facts: [...countryNotes(profile), ...(aws?.notes.facts ?? []), ...(azure?.notes.facts ?? [])],
  });
}
