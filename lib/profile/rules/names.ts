import { CLOUDS, type Rule } from './rule';

/** Words a cloud keeps for itself as (parts of) names. */
const RESERVED = ['aws', 'azure', 'amazon', 'microsoft', 'windows', 'login', 'system'];

/** Cells are unique in a cloud, pools in a cell, and no name is one a cloud refuses. */
export const names: Rule = (document, report) => {
  for (const cloud of CLOUDS) {
    const cells = document[cloud]?.cells ?? [];
    duplicates(
      cells.map((cell) => cell?.name),
      (name, index) => report(duplicate('cell', name, [cloud, 'cells', index, 'name'])),
    );
    cells.forEach((cell, index) => {
      const pools = cell?.pools ?? [];
      duplicates(
        pools.map((pool) => pool?.name),
        (name, at) => report(duplicate('pool', name, [cloud, 'cells', index, 'pools', at, 'name'])),
      );
      const named: [string | undefined, (string | number)[]][] = [
        [cell?.name, [cloud, 'cells', index, 'name']],
        ...pools.map((pool, at): [string | undefined, (string | number)[]] => [
          pool?.name,
          [cloud, 'cells', index, 'pools', at, 'name'],
        ]),
      ];
      for (const [name, path] of named)
        if (name !== undefined && RESERVED.includes(name))
          report({
            path,
            title: 'reserved name',
            found: name,
            allowed: `any name but ${RESERVED.join(', ')}`,
            mend: 'choose another name: the clouds keep this one for themselves',
          });
    });
  }
};

function duplicates(list: (string | undefined)[], found: (name: string, index: number) => void): void {
  list.forEach((name, index) => {
    if (name !== undefined && list.indexOf(name) < index) found(name, index);
  });
}

const duplicate = (what: string, name: string, path: (string | number)[]) => ({
  path,
  title: `duplicate ${what} name`,
  found: `a second ${what} ${name}`,
  allowed: `each ${what} name once`,
  mend: 'rename one of them',
});
