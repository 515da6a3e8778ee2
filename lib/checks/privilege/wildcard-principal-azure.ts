/** Azure: standing roles that may do everything, over everything. */
import { Reference, type Resource, Unknown } from '../../graph/model';
import { items, read, select, text, visibleText } from '../../graph/value';
import type { Context, Verdict } from '../model';
import { fail, notChecked, pass, say, unsettled } from '../verdicts';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

export const AZURE: Record<string, Judge> = {
  azurerm_role_assignment: assignment,
  azurerm_role_definition: definition,
};

/** Roles that may change everything, or give themselves the right to. */
const BROAD: Record<string, string> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  'b24988ac-6180-42a0-ab88-20f7382dd24c': 'Contributor',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': 'Role Based Access Control Administrator',
};

function assignment(resource: Resource, { graph }: Context): Verdict {
  const role = roleOf(resource);
  const scope = read(resource, 'scope');
  const broad = isBroadScope(scope, (id) => graph.byId(id)?.type);
  if (role instanceof Unknown) {
    return broad === false
      ? pass(`is bound to ${say(scope)}`, ['scope'])
      : unsettled('its role', role, ['role_definition_name']);
  }
  if (role === undefined) return pass('gives a role that is not one of the broad ones', ['role_definition_name']);
  if (broad === undefined) return unsettled('its scope', scope, ['scope']);
  if (!broad) return pass(`gives ${role} over one part only (${say(scope)})`, ['scope']);
  const conditional = read(resource, 'condition') !== undefined && /Administrator$/.test(role);
  return conditional
    ? notChecked(`gives ${role} over ${say(scope)}, under a condition this check does not read`, ['condition'])
    : fail(`gives ${role} over ${say(scope)}: everything in it, standing`, ['scope']);
}

/** The broad role it gives; undefined for any other. */
function roleOf(resource: Resource): string | Unknown | undefined {
  const name = read(resource, 'role_definition_name');
  if (name !== undefined) {
    const role = text(name);
    return role instanceof Unknown
      ? role
      : Object.values(BROAD).find((broad) => broad.toLowerCase() === role?.toLowerCase());
  }
  const id = read(resource, 'role_definition_id');
  if (id instanceof Reference) return undefined; // a role of this configuration: its definition is judged
  const shown = visibleText(id)?.toLowerCase();
  if (shown === undefined) return new Unknown('role_definition_id');
  const found = Object.keys(BROAD).find((guid) => shown.includes(guid));
  if (found) return BROAD[found];
  return id instanceof Unknown && !/[0-9a-f]{8}-[0-9a-f]{4}/.test(shown) ? id : undefined;
}

/** Whether a scope is a subscription, a management group or the tenant. */
function isBroadScope(scope: unknown, typeOf: (id: string) => string | undefined): boolean | undefined {
  if (scope instanceof Reference) {
    const type = typeOf(scope.target);
    return type === 'azurerm_subscription' || type === 'azurerm_management_group';
  }
  const shown = visibleText(scope as string | Unknown | undefined);
  if (shown === undefined) return undefined;
  if (/^\$\{data\.azurerm_(subscription|management_group)\.[^}]*\}$/.test(shown)) return true;
  if (/^\$\{data\.azurerm_subscription\.[^}]*\}\/./.test(shown)) return false;
  if (/^\$\{data\.azurerm_[^}]*\.id\}$/.test(shown)) return false;
  if (/^\/(subscriptions\/[^/]+|providers\/microsoft\.management\/managementgroups\/[^/]+)?\/?$/i.test(shown))
    return true;
  return /^\/subscriptions\/[^/]+\/./i.test(shown) ? false : undefined;
}

function definition(resource: Resource): Verdict {
  const every = (kind: string) =>
    select(read(resource, 'permissions'), `*.${kind}`).flatMap(({ value, path }) =>
      items(value).map((action) => ({ action, path: ['permissions', ...path] })),
    );
  const actions = [...every('actions'), ...every('data_actions')];
  const wildcard = actions.find(({ action }) => action === '*');
  if (wildcard) {
    const kind = wildcard.path.at(-1) === 'actions' ? 'action' : 'action on data';
    return fail(`a wildcard: the role may do every ${kind}`, wildcard.path);
  }
  const unknown = actions.find(({ action }) => action instanceof Unknown);
  if (unknown) return unsettled('an action', unknown.action, unknown.path);
  return pass('names the actions it allows', ['permissions']);
}
