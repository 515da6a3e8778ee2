import type { Rule } from './rule';

/** Deployments of models are told apart by their names, in Terraform too, where a dot is a hyphen. */
export const models: Rule = (document, report) => {
  const names = (document.azure?.models ?? []).map((model) => model?.name);
  const ids = names.map((name) => name?.replaceAll('.', '-'));
  ids.forEach((id, index) => {
    const first = ids.indexOf(id);
    if (id === undefined || first === index) return;
    const alike = names[first] === names[index];
    report({
      path: ['azure', 'models', index, 'name'],
      title: 'duplicate deployment name',
      found: alike
        ? `models ${first + 1} and ${index + 1} are both ${names[index]}`
        : `${names[index]} differs from ${names[first]} by a dot alone`,
      allowed: 'each name once, dots and hyphens taken as one',
      mend: 'rename one of them',
    });
  });
};
