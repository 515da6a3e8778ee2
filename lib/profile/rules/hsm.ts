import type { Rule } from './rule';

/** A quorum that its certificates can make, and that outlives the loss of one. */
export const hsm: Rule = (document, report) => {
  const { certificates, quorum } = document.azure?.hsm?.activated ?? {};
  if (certificates === undefined || quorum === undefined || quorum < certificates) return;
  const never = quorum > certificates;
  report({
    severity: never ? 'error' : 'warning',
    path: ['azure', 'hsm', 'activated', 'quorum'],
    title: never ? 'quorum that nobody can make' : 'quorum that the loss of one key breaks',
    found: `${quorum} of ${certificates} certificates`,
    allowed: `2 to ${certificates - 1}`,
    mend: 'write what the security domain was wrapped with; it cannot be changed but with a new HSM',
  });
};
