import { type Rule, wasWrong } from './rule';

/** Duties of the document, in words. */
const DUTIES = {
  breakGlass: 'break-glass',
  operators: 'operators',
  auditors: 'auditors',
  pipeline: 'the pipeline',
} as const;

/** Who may take a role has one duty only; and a state account that is there already has a name. */
export const azureAccess: Rule = (document, report) => {
  const { azure } = document;
  if (!azure) return;
  if (azure.bootstrap === 'existing' && !azure.state && !wasWrong(azure, 'state'))
    report({
      path: ['azure', 'bootstrap'],
      title: 'state account not named',
      found: 'existing, and azure.state is not there',
      allowed: 'state: { resourceGroup, storageAccount } beside bootstrap: existing',
      mend: 'name the account, or leave bootstrap out: then it is made',
    });
  const seen = new Map<string, string>();
  for (const [duty, words] of Object.entries(DUTIES) as [keyof typeof DUTIES, string][])
    azure.access?.[duty]?.forEach((principal, index) => {
      if (principal === undefined) return;
      const before = seen.get(principal);
      if (before !== undefined)
        report({
          path: ['azure', 'access', duty, index],
          title: before === words ? 'principal named twice' : 'two duties in one hand',
          found: `${principal}, among ${before} already`,
          allowed: 'each principal once: who deploys, who operates and who audits are different people',
          mend: 'name it for one duty',
        });
      seen.set(principal, words);
    });
  const runner = azure.access?.runner;
  if (runner && azure.bootstrap === 'existing')
    report({
      path: ['azure', 'access', 'runner'],
      title: 'tokens for an identity that is not made',
      found: 'access.runner beside bootstrap: existing',
      allowed: "access.pipeline: object ids of the operator's own identities",
      mend: 'name the identity under access.pipeline, and keep its credentials where it is',
    });
};
