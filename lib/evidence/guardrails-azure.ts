/** The guardrails of a management group as a person reads them. */
import type { AzurePlan } from '../plan';
import { aliasesOf, basisOfAlias } from '../plan/azure';
import type { Medium } from './medium';

/** What the management group refuses, and why; what it lets through nevertheless. */
export function guardrailBlocks(plan: NonNullable<AzurePlan['guardrails']>, medium: Medium): string[] {
  return [
    medium.heading(3, `Guardrails of the management group ${plan.managementGroup}`),
    ...plan.chapters.map(({ chapter, title }) =>
      medium.table(
        [`rule: ${title}`, 'effect', 'why', 'clause', 'reads'],
        plan.policies
          .filter((policy) => policy.chapter === chapter)
          .map(({ id, effect, reason, clause, rule, builtIn }) => [
            id,
            effect,
            reason,
            clause,
            builtIn ? "the vendor's own definition" : readsOf(rule),
          ]),
      ),
    ),
    medium.table(
      ['may stand in no region', 'why'],
      plan.global.map(([type, reason]) => [type, reason]),
    ),
    plan.doors.length > 0
      ? medium.table(
          ['where what leads out may stand'],
          plan.doors.map((group) => [group]),
        )
      : medium.list(['What leads out of the networks, or into them, may stand nowhere.']),
    ...(plan.exemptions.length > 0
      ? [
          medium.table(
            ['exemption', 'where', 'why', 'owner', 'until'],
            plan.exemptions.map(({ policy, scope, reason, owner, until }) => [policy, scope, reason, owner, until]),
          ),
        ]
      : []),
  ];
}

/** How many properties a rule reads by alias, and where the aliases were seen. */
function readsOf(rule: unknown): string {
  const aliases = aliasesOf(rule);
  const ours = aliases.filter((alias) => basisOfAlias(alias) !== 'metadata');
  if (aliases.length === 0) return 'type and place';
  return `${aliases.length} ${aliases.length === 1 ? 'property' : 'properties'}${ours.length > 0 ? `, ${ours.length} seen in the vendor's definitions only` : ''}`;
}
