import { country as countryFacts, isVerified } from '../../catalogue';
import { basisOf, type Rule } from './rule';

/** Audit logs are kept as long as every verified law says; an unverified or chosen number only warns. */
export const retention: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  const days = document.logRetentionDays;
  if (!facts || days === undefined) return;
  const chosen = facts.defaults.logRetentionDays;
  const laws = facts.logs.flatMap(({ value, ...fact }) =>
    value.days === null
      ? []
      : [{ days: value.days, binds: isVerified(fact), basis: basisOf({ ...fact, text: value.regime }) }],
  );
  const floors = [
    ...laws,
    { days: chosen.value, binds: chosen.basis !== 'design-choice' && isVerified(chosen), basis: basisOf(chosen) },
  ].filter((floor) => floor.days > days);
  const binding = floors.filter(({ binds }) => binds);
  // The country's default repeats a law; it is shown where no law says the same.
  const all = binding.length > 0 ? binding : floors;
  const shown = all.filter((floor, index) => all.findIndex((other) => other.days === floor.days) === index);
  if (shown.length === 0) return;
  report({
    severity: binding.length > 0 ? 'error' : 'warning',
    path: ['logRetentionDays'],
    title: binding.length > 0 ? 'log retention below the legal floor' : 'log retention below the recommended length',
    found: `${days} days`,
    allowed: shown.map((floor) => `${floor.days} days or more: ${floor.basis}`).join('\n'),
    mend: `write logRetentionDays: ${Math.max(...shown.map((floor) => floor.days))}, or leave it out`,
  });
};
