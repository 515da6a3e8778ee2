/** The guardrails of a country: policies of its management group, resolved to their text. */
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { PlanRefusal } from '../../network';
import { GUARDRAILS } from '../addresses';
import { copiesOf, replicationFor } from '../storage/replication';
import { auditGuards } from './audit';
import { copies } from './copies';
import { exposure } from './exposure';
import { keyGuards } from './keys';
import { BUILT_INS, GLOBAL_TYPES, residency } from './residency';
import type { Chapter, ExemptionPlan, GuardrailContext, GuardrailPolicy, GuardrailsPlan, Rule } from './types';

export { aliasesOf, basisOfAlias, pathOfAlias } from './aliases';
export type * from './types';

/**
 * Most of what Azure Policy takes. Names: the provider's and Azure Policy's own rules; a request: 1 MiB; conditions:
 * "Azure Policy limits", nested conditionals of a rule.
 */
export const MOST = {
  definitionName: 64,
  assignmentName: 24,
  exemptionName: 64,
  displayName: 128,
  exemptionDescription: 512,
  requestBytes: 1_048_576,
  conditions: 512,
  policies: 1000,
} as const;

const CHAPTERS: readonly (readonly [Chapter, title: string, rules: (context: GuardrailContext) => readonly Rule[]])[] =
  [
    ['residency', 'everything is made in the country', residency],
    ['copies', 'no copy leaves the country', copies],
    ['exposure', 'nothing answers the internet or leads to it', exposure],
    ['keys', "what is stored is under the country's keys", keyGuards],
    ['audit', 'what is recorded stays, and stays in the country', auditGuards],
  ];

/** The guardrails of a context, in the order a reviewer reads them. */
export function guardrailPolicies(context: GuardrailContext): GuardrailPolicy[] {
  const listOfAllowedLocations = { value: context.locations };
  return CHAPTERS.flatMap(([chapter, , rules]) => [
    ...(chapter === 'residency'
      ? BUILT_INS.map(
          ({ definition, ...builtIn }): GuardrailPolicy => ({
            ...builtIn,
            chapter,
            effect: 'Deny',
            builtIn: { definition, parameters: { listOfAllowedLocations } },
          }),
        )
      : []),
    ...rules(context).map((rule) => policyOf(context, chapter, rule)),
  ]);
}

function policyOf({ country }: GuardrailContext, chapter: Chapter, rule: Rule): GuardrailPolicy {
  const { id, reason, clause, when, effect = 'Deny', beside } = rule;
  return {
    id,
    chapter,
    reason,
    clause,
    effect,
    name: name([country, id], MOST.definitionName),
    // biome-ignore lint/suspicious/noThenProperty: the word is Azure Policy's
    rule: { if: when, then: { effect, ...(beside ? { details: beside } : {}) } },
  };
}

/** What the guardrails are planned from: the rest of the plan. */
export type GuardrailNeeds = Omit<GuardrailContext, 'country' | 'paired'>;

/** Locations whose pair is another of the country's, where the document asks for copies in it. */
const pairedAmong = (target: AzureTarget, locations: readonly string[]): string[] =>
  copiesOf(target) !== 'pair'
    ? []
    : locations.filter((here) =>
        locations.some((there) => there !== here && replicationFor(here, there).kind.startsWith('G')),
      );

/**
 * Undefined where the document names no management group.
 *
 * @throws PlanRefusal for an exemption from no rule of ours, or twice from one
 */
export function planGuardrails(intent: Intent, target: AzureTarget, needs: GuardrailNeeds): GuardrailsPlan | undefined {
  if (target.managementGroup === undefined) return undefined;
  const country = intent.country.toLowerCase();
  const policies = guardrailPolicies({ country, ...needs, paired: pairedAmong(target, needs.locations) });
  const set = name([country], MOST.assignmentName);
  return {
    root: GUARDRAILS,
    managementGroup: target.managementGroup,
    set,
    assignment: set,
    chapters: CHAPTERS.map(([chapter, title]) => ({ chapter, title })),
    policies,
    exemptions: exemptionsOf(country, target, policies),
    global: GLOBAL_TYPES,
    doors: needs.doors,
  };
}

function exemptionsOf(country: string, target: AzureTarget, policies: readonly GuardrailPolicy[]): ExemptionPlan[] {
  const known = policies.map(({ id }) => id);
  const seen = new Set<string>();
  const planned: ExemptionPlan[] = [];
  const issues = (target.exemptions ?? []).flatMap((exemption, index) => {
    const path = ['azure', 'exemptions', index, 'policy'];
    const { policy, scope } = exemption;
    const key = `${policy} ${scope.toLowerCase()}`;
    if (!known.includes(policy))
      return [
        {
          path,
          title: 'exemption from no rule',
          found: policy,
          allowed: known.join(', '),
          mend: 'name the rule that refused the request: the refusal says it',
        },
      ];
    if (seen.has(key)) return [{ path, title: 'exemption made twice', found: policy, mend: 'keep one, with one end' }];
    seen.add(key);
    const group = /\/resourceGroups\/([^/]+)$/i.exec(scope)?.[1];
    planned.push({
      ...exemption,
      name: name([country, policy, ...(group ? [group] : [])], MOST.exemptionName),
      kind: group ? 'resource-group' : 'subscription',
    });
    return [];
  });
  if (issues.length > 0) throw new PlanRefusal(issues);
  return planned;
}
