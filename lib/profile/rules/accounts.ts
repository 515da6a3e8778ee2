import { type Rule, wasWrong } from './rule';

/**
 * Accounts are named for all who share them, or for none: where a cell names its own, the archive and the data that it
 * writes to must be named too, or their names would mean buckets of the cell's account; and so must the account of the
 * inspection network, which shares its transit gateway with the cells.
 */
export const accounts: Rule = (document, report) => {
  const { aws } = document;
  const cells = aws?.cells ?? [];
  if (!aws || wasWrong(aws, 'accounts') || !cells.some((cell) => cell?.account)) return;
  const shared = ['logArchive', 'data', ...(aws.firewall?.network ? (['network'] as const) : [])] as const;
  for (const role of shared)
    if (!aws.accounts?.[role])
      report({
        path: aws.accounts ? ['aws', 'accounts'] : ['aws'],
        key: true,
        title: 'account not named',
        found: `cells name their account, and accounts.${role} is not there`,
        allowed: `accounts: { ${shared.map((name) => `${name}: "…"`).join(', ')} } beside cells that name theirs`,
        mend: `add ${role} to accounts, or leave account out of every cell`,
      });
  cells.forEach((cell, index) => {
    if (cell && !cell.account && !wasWrong(cell, 'account'))
      report({
        path: ['aws', 'cells', index, 'name'],
        title: 'account not named',
        found: `${cell.name ?? `cell ${index + 1}`} names no account, and other cells do`,
        allowed: 'an account in every cell, or in none',
        mend: 'add account to this cell',
      });
  });
};
