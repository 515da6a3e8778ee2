import type { Rule } from './rule';

/** `in.yaml` holds country IN: the file's name is how a person finds the document. */
export const fileName: Rule = ({ country }, report, file) => {
  const stem = (file.split(/[\\/]/).at(-1) ?? '').replace(/\.ya?ml$/i, '');
  if (!country || !/^[a-z]{2}$/i.test(stem) || stem.toUpperCase() === country) return;
  report({
    path: ['country'],
    title: 'file name and country disagree',
    found: `country ${country} in ${stem}.yaml`,
    allowed: `${country} in ${country.toLowerCase()}.yaml`,
    mend: `rename the file to ${country.toLowerCase()}.yaml, or write country: ${stem.toUpperCase()}`,
  });
};
