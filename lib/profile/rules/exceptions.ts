import {
  awsCustody,
  azureCustody,
  azureReaches,
  type CustodyLevel,
  country as countryFacts,
  custodyRank,
} from '../../catalogue';
import { custodyFloorBinds, defaultCustody } from './custody';
import { basisOf, CLOUDS, type Rule, type Sound, wasWrong } from './rule';

/** Levels a purpose reaches on a cloud, in the region and the dialect of the document. */
const REACHES = {
  aws: (_: Sound, purpose: string) => awsCustody.purposes[purpose]?.reaches ?? [],
  azure: ({ azure }: Sound, purpose: string) =>
    azureReaches(purpose, azure?.dialect ?? 'v4', azure?.regions?.primary ?? ''),
};
const PURPOSES = { aws: awsCustody.purposes, azure: azureCustody.purposes };

/** Exceptions to custody lower a level that is there to be lowered, and never below what a law demands. */
export const exceptions: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!facts || wasWrong(document, 'classification') || wasWrong(document, 'custody')) return;
  const level = document.custody ?? defaultCustody(facts, document.classification);
  const floor = facts.defaults.keyCustody;
  const binds = custodyFloorBinds(facts, document.classification);
  for (const cloud of CLOUDS) {
    const section = document[cloud];
    if (!section || wasWrong(section, 'custody')) continue;
    for (const [purpose, exception] of Object.entries(section.custody ?? {})) {
      if (!exception?.level) continue;
      const path = [cloud, 'custody', purpose, 'level'];
      const reaches = REACHES[cloud](document, purpose);
      const lower =
        reaches.length === 0 ? ['vendor'] : reaches.filter((other) => custodyRank(other) < custodyRank(level));
      if (!lower.includes(exception.level as CustodyLevel))
        report({
          path,
          title: 'exception that is none',
          found: `${exception.level} for ${purpose} (${PURPOSES[cloud][purpose]?.service}), in a country of custody ${level}`,
          allowed: lower.join(', ') || `no exception: ${reaches[0]} is the lowest level a customer holds`,
          mend: lower.length > 0 ? `write level: ${lower.at(-1)}, or remove the exception` : 'remove the exception',
        });
      // A level that the service cannot reach, the law cannot be met with; who answers for it is written beside it.
      else if (
        binds &&
        custodyRank(exception.level) < custodyRank(floor.value) &&
        reaches.some((other) => custodyRank(other) >= custodyRank(floor.value))
      )
        report({
          path,
          title: 'exception below the legal floor',
          found: `${exception.level} for ${purpose}`,
          allowed: `${floor.value} (${basisOf(floor)})`,
          mend: 'no document can except from it: leave the purpose out, or use a region that reaches the level',
        });
    }
  }
  const { aws } = document;
  if (aws && !wasWrong(aws, 'custody') && custodyRank(level) > custodyRank('cmk') && !aws.custody?.['access-logs'])
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
