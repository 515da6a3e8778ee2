/** How a plan's headings and tables are written, whatever they are written for. */
import type { Address } from '../plan';

/** How a medium writes headings and tables. */
export interface Medium {
  heading(level: 1 | 2 | 3, text: string): string;
  table(head: readonly string[], rows: readonly (readonly string[])[]): string;
  list(items: readonly string[]): string;
}

export const markdown: Medium = {
  heading: (level, text) => `${'#'.repeat(level)} ${text}`,
  table: (head, rows) =>
    [head, head.map(() => '---'), ...rows]
      .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
      .join('\n'),
  list: (items) => items.map((item) => `- ${item}`).join('\n'),
};

/** The address book of a cloud's plan. */
export const addressTable = (plan: { readonly addresses: readonly Address[] }, medium: Medium): string =>
  medium.table(
    ['address', 'made by', 'named by', 'what'],
    plan.addresses.map(({ what, owner, address, namedBy }) => [address, owner, namedBy.join(', '), what]),
  );
