import type { Rule } from './rule';

/** Guardrails are attached where they hold, once, and reach no further than is meant. */
export const organization: Rule = (document, report) => {
  const { organization: org, accounts } = document.aws ?? {};
  const seen = new Set<string>();
  org?.targets?.forEach((target, index) => {
    if (target === undefined) return;
    const path = ['aws', 'organization', 'targets', index];
    if (seen.has(target)) report({ path, title: 'target named twice', found: target, mend: 'name it once' });
    else if (target === accounts?.management)
      report({
        path,
        title: 'target that guardrails do not hold',
        found: `${target}, the management account`,
        allowed:
          'organisational units and member accounts: service control policies do not bind the management account',
        mend: 'remove it, and keep workloads out of that account',
      });
    else if (target.startsWith('r-'))
      report({
        severity: 'warning',
        path,
        title: 'guardrails for the whole organisation',
        found: `${target}, the root`,
        mend: 'name the units of this country, unless every account of the organisation belongs to it',
      });
    seen.add(target);
  });
  if (org?.modelInference === 'abroad' && document.classification !== 'official')
    report({
      severity: 'warning',
      path: ['aws', 'organization', 'modelInference'],
      title: 'models may answer from abroad',
      found: `abroad, for ${document.classification ?? 'restricted'} data`,
      mend: 'write region or country, unless the law lets prompts and answers leave',
    });
};
