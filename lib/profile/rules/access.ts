import { awsRegion } from '../../catalogue';
import type { Rule } from './rule';

/** Duties of the document, in words. */
const DUTIES = {
  breakGlass: 'break-glass users',
  operators: 'operators',
  auditors: 'auditors',
  pipeline: 'the pipeline',
} as const;

/** Who may take a role is someone who can, of this partition, held to it by something, and has one duty only. */
export const access: Rule = (document, report) => {
  const { aws } = document;
  if (!aws?.access) return;
  const partition = aws.regions?.primary && awsRegion(aws.regions.primary)?.partition;
  const named = new Set([...Object.values(aws.accounts ?? {}), ...(aws.cells ?? []).map((cell) => cell?.account)]);
  const seen = new Map<string, string>();
  for (const [duty, words] of Object.entries(DUTIES) as [keyof typeof DUTIES, string][])
    aws.access[duty]?.forEach((principal, index) => {
      if (principal === undefined) return;
      const path = ['aws', 'access', duty, index];
      const [, of, , , account = '', resource = ''] = principal.split(':');
      const before = seen.get(principal);
      if (before !== undefined)
        report({
          path,
          title: before === words ? 'principal named twice' : 'two duties in one hand',
          found: `${principal}, among ${before} already`,
          allowed: 'each principal once: who deploys, who operates and who audits are different people',
          mend: 'name it for one duty',
        });
      else if (partition && of !== partition)
        report({
          path,
          title: 'principal of another partition',
          found: `${principal}, of partition ${of}`,
          allowed: `arn:${partition}:iam::…: IAM of one partition knows nobody of another`,
          mend: `name a role or user of partition ${partition}`,
        });
      else if (duty === 'breakGlass' && !resource.startsWith('user/'))
        report({
          path,
          title: 'break-glass that nobody can take',
          found: `${principal}, a role`,
          allowed: "IAM users: a role's session carries no MFA of its own, and break-glass asks for it",
          mend: 'name users who have a hardware MFA device and no other right',
        });
      else if (duty === 'pipeline' && !resource.startsWith('role/'))
        report({
          path,
          title: 'pipeline with a standing credential',
          found: `${principal}, a user`,
          allowed: 'roles: a runner takes its role by OIDC or from its instance, and keeps no key',
          mend: 'name the role of the runner',
        });
      else if (!aws.organization && !named.has(account))
        report({
          severity: 'warning',
          path,
          title: 'principal of an account that nothing is known of',
          found: `${principal}: account ${account} is not named in the document, and no organisation is`,
          mend: 'check the account, or name the organisation: then sessions from outside it are refused',
        });
      seen.set(principal, words);
    });
};
