import { CLOUDS, type Rule } from './rule';

/** Words a cloud keeps for itself as names. */
const RESERVED = ['aws', 'azure', 'amazon', 'microsoft', 'windows', 'login', 'system'];
/** Words Azure refuses anywhere in the name of a resource with an address of its own. */
const RESERVED_PARTS = { aws: [], azure: ['microsoft', 'windows'] } as const;

/** Cells are unique in a cloud, pools in a cell, tenants and repositories in a country, and no name is one a cloud refuses. */
export const names: Rule = (document, report) => {
  for (const cloud of CLOUDS) {
    const check = (what: 'cell' | 'pool', list: readonly (string | undefined)[], at: (string | number)[]): void => {
      list.forEach((name, index) => {
        if (name === undefined) return;
        const path = [...at, index, 'name'];
        const first = list.indexOf(name);
        if (first < index)
          report({
            path,
            title: `duplicate ${what} name`,
            found: `${what}s ${first + 1} and ${index + 1} are both ${name}`,
            allowed: `each ${what} name once`,
            mend: 'rename one of them',
          });
        const word =
          RESERVED.find((other) => other === name) ?? RESERVED_PARTS[cloud].find((part) => name.includes(part));
        if (word)
          report({
            path,
            title: 'reserved name',
            found: name === word ? name : `${name}, with ${word} in it`,
            allowed: `a name other than ${RESERVED.join(', ')}${cloud === 'azure' ? `, and without ${RESERVED_PARTS.azure.join(' or ')}` : ''}`,
            mend: 'choose another name: the clouds keep this one for themselves',
          });
      });
    };
    const cells = document[cloud]?.cells ?? [];
    check(
      'cell',
      cells.map((cell) => cell?.name),
      [cloud, 'cells'],
    );
    cells.forEach((cell, index) => {
      const pools = cell?.pools ?? [];
      check(
        'pool',
        pools.map((pool) => pool?.name),
        [cloud, 'cells', index, 'pools'],
      );
    });
  }
  once(document.aws?.tenants, 'tenants', 'tenant', report);
  once(document.aws?.repositories, 'repositories', 'repository', report);
};

function once(
  list: readonly (string | undefined)[] | undefined,
  key: 'tenants' | 'repositories',
  what: string,
  report: Parameters<Rule>[1],
): void {
  list?.forEach((entry, index) => {
    const first = list.indexOf(entry);
    if (entry !== undefined && first < index)
      report({
        path: ['aws', key, index],
        title: `duplicate ${what} name`,
        found: `${key} ${first + 1} and ${index + 1} are both ${entry}`,
        allowed: `each ${what} once`,
        mend: 'remove one of them',
      });
  });
}
