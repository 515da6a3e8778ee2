/** Who hears what, and where: an alert of the activity log tells of its own subscription only. */
import type { AzureTarget } from '../../../profile';
import type { AddressBook } from '../addresses';
import type { AzurePlan, RootPlan } from '../types';
import { type BreakGlass, breakGlassQuery, EVENTS, QUERIES } from './events';
import type { AlertsPlan, QueriesPlan } from './types';

/** `Microsoft.Network/routeTables/routes/write` → `routetables-routes-write`. */
const wordOf = (operation: string): string =>
  operation
    .slice(operation.indexOf('/') + 1)
    .replace(/\/action$/, '')
    .replaceAll('/', '-')
    .toLowerCase();

/** Alerts stand in the first root of each subscription that has a group for them. */
export function planAlerts(target: AzureTarget, book: AddressBook, roots: readonly RootPlan[]): AlertsPlan[] {
  const first = new Map<string, string>();
  for (const { name, resourceGroup } of roots) {
    const subscription = book.subscription(name);
    if (resourceGroup !== undefined && !first.has(subscription)) first.set(subscription, name);
  }
  return [...first].map(([subscription, root]) => ({
    root,
    subscription,
    actionGroup: target.alerts && {
      name: book.of(root, 'alerts'),
      id: book.id(root, 'Microsoft.Insights/actionGroups', book.of(root, 'alerts')),
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

/** Alerts of the subscription the workspace is in, whose receivers hear what is asked of it too. */
export const alertsOfWorkspace = ({
  alerts,
  foundation,
}: Pick<AzurePlan, 'alerts' | 'foundation'>): AlertsPlan | undefined =>
  alerts.find(({ subscription }) => foundation.workspace.id.startsWith(`/subscriptions/${subscription}/`));

/** Questions to the workspace, asked as an identity that may read it and nothing else. */
export function planQueries(book: AddressBook, root: string, breakGlass?: BreakGlass): QueriesPlan {
  const asked = { ...QUERIES, ...(breakGlass ? { 'break-glass-used': breakGlassQuery(breakGlass) } : {}) };
  return {
    identity: book.of(root, 'alerts', 'identity'),
    alerts: Object.entries(asked).map(([id, { why, query }]) => ({ id, name: book.of(root, id), why, query })),
  };
}
