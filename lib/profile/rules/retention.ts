import { country as countryFacts, isVerified, sourceTitle } from '../../catalogue';
import type { Rule } from './rule';

/** Audit logs are kept as long as every verified law says; an unverified or chosen number only warns. */
export const retention: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  const days = document.logRetentionDays;
  if (!facts || days === undefined) return;
  const laws = facts.logs
    .filter(({ value }) => value.days !== null && value.days > days)
    .map((fact) => ({ days: fact.value.days as number, text: fact.value.regime, verified: isVerified(fact), fact }));
  const chosen = facts.defaults.logRetentionDays;
  if (laws.length === 0 && chosen.value > days)
    laws.push({
      days: chosen.value,
      text: chosen.text,
      verified: chosen.basis !== 'design-choice' && isVerified(chosen),
      fact: chosen as never,
    });
  if (laws.length === 0) return;
  const binding = laws.filter(({ verified }) => verified);
  const shown = binding.length > 0 ? binding : laws;
  const needed = Math.max(...shown.map((law) => law.days));
  report({
    severity: binding.length > 0 ? 'error' : 'warning',
    path: ['logRetentionDays'],
    title: binding.length > 0 ? 'log retention below the legal floor' : 'log retention below the recommended length',
    found: `${days} days`,
    allowed: shown
      .map(
        (law) =>
          `${law.days} days or more: ${law.text} (${law.fact.confidence}, ${law.fact.sources.map(sourceTitle).join('; ')})`,
      )
      .join('\n'),
    mend: `write logRetentionDays: ${needed}, or leave it out`,
  });
};
