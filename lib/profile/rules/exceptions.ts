import { awsCustody, type CustodyLevel, country as countryFacts, custodyLevel } from '../../catalogue';
import { custodyFloorBinds, defaultCustody } from './custody';
import { basisOf, type Rule, wasWrong } from './rule';

const LEVELS: readonly string[] = ['vendor', ...custodyLevel.options];
const rank = (level: string): number => LEVELS.indexOf(level);

/** Exceptions to custody lower a level that is there to be lowered, and never below what a law demands. */
export const exceptions: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  const { aws } = document;
  if (!facts || !aws || wasWrong(document, 'classification') || wasWrong(document, 'custody')) return;
  if (wasWrong(aws, 'custody')) return;
  const level = document.custody ?? defaultCustody(facts, document.classification);
  const floor = facts.defaults.keyCustody;
  const binds = custodyFloorBinds(facts, document.classification);
  for (const [purpose, exception] of Object.entries(aws.custody ?? {})) {
    if (!exception?.level) continue;
    const path = ['aws', 'custody', purpose, 'level'];
    const { reaches = [], service } = awsCustody.purposes[purpose] ?? {};
    const lower = reaches.length === 0 ? ['vendor'] : reaches.filter((other) => rank(other) < rank(level));
    if (!lower.includes(exception.level as CustodyLevel))
      report({
        path,
        title: 'exception that is none',
        found: `${exception.level} for ${purpose} (${service}), in a country of custody ${level}`,
        allowed: lower.join(', ') || `no exception: ${level} is the lowest level a customer holds`,
        mend: lower.length > 0 ? `write level: ${lower.at(-1)}, or remove the exception` : 'remove the exception',
      });
    else if (binds && reaches.length > 0 && rank(exception.level) < rank(floor.value))
      report({
        path,
        title: 'exception below the legal floor',
        found: `${exception.level} for ${purpose}`,
        allowed: `${floor.value} (${basisOf(floor)})`,
        mend: 'no document can except from it: leave the purpose out, or use a region that reaches the level',
      });
  }
  if (rank(level) > rank('cmk') && !aws.custody?.['access-logs'])
    report({
      severity: 'warning',
      path: ['aws'],
      key: true,
      title: 'custody does not reach server access logs',
      found: `${awsCustody.purposes['access-logs']?.takes}, and custody is ${level}`,
      allowed: 'an exception under aws.custody, with owner, reason and end',
      mend: 'write custody: { access-logs: { level: vendor, owner: …, reason: …, until: … } } in the aws section',
    });
};
