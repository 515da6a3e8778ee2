/** Who hears what, and where: an alert of the activity log tells of its own subscription only. */
import type { AzureTarget } from '../../../profile';
import type { AddressBook } from '../addresses';
import { type BreakGlass, breakGlassQuery, EVENTS, QUERIES } from './events';
import type { AlertsPlan, QueriesPlan } from './types';

const ACTION_GROUPS = 'Microsoft.Insights/actionGroups';

/** `Microsoft.Network/routeTables/routes/write` → `routetables-routes-write`. */
const wordOf = (operation: string): string =>
  operation
    .slice(operation.indexOf('/') + 1)
    .replace(/\/action$/, '')
    .replaceAll('/', '-')
    .toLowerCase();

const groupName = (book: AddressBook, root: string): string => book.of(root, 'alerts');

/** Alerts are what a subscription has once: they stand in its baseline. */
export function planAlerts(target: AzureTarget, book: AddressBook): AlertsPlan[] {
  return book.baselines.map((root) => ({
    root,
    subscription: book.subscription(root),
    actionGroup: target.alerts && {
      name: groupName(book, root),
      shortName: 'sovereign',
      location: target.regions.primary,
      emails: target.alerts.emails,
    },
    alerts: Object.entries(EVENTS).flatMap(([event, { why, operations }]) =>
      Object.entries(operations).flatMap(([provider, own]) =>
        own.map((path) => {
          const operation = `${provider}/${path}`;
          return { id: wordOf(operation), name: book.of(root, wordOf(operation)), event, why, operation };
        }),
      ),
    ),
  }));
}

/** Questions to the workspace, asked as an identity that may read it and nothing else. */
export function planQueries(
  target: AzureTarget,
  book: AddressBook,
  root: string,
  breakGlass?: BreakGlass,
): QueriesPlan {
  const asked = { ...QUERIES, ...(breakGlass ? { 'break-glass-used': breakGlassQuery(breakGlass) } : {}) };
  const baseline = book.baselineOf(root);
  return {
    identity: book.of(root, 'alerts', 'identity'),
    ...(target.alerts ? { actionGroupId: book.id(baseline, ACTION_GROUPS, groupName(book, baseline)) } : {}),
    alerts: Object.entries(asked).map(([id, { why, query }]) => ({ id, name: book.of(root, id), why, query })),
  };
}
