/** The resources that a plan says will be there. */
import type { Path } from '../document';
import { type Json, list, own, table } from './referrals';
import { isObject } from './root';

export interface Planned {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Key of the instance, where there are several. */
  readonly index: string | number | undefined;
  /** `module.a["x"].module.b`; empty for the root. */
  readonly module: string;
  readonly values: Json;
  /** The same shape, with `true` for what is known only after it is made. */
  readonly unknown: Json;
  /** Where in the plan it stands, and from there its values. */
  readonly path: Path;
  readonly inValues: Path;
}

const DEEPEST = 64;

export function plannedResources(data: Json): Planned[] {
  const found = new Map<string, Planned>();
  const changes = list(own(data, 'resource_changes'));
  const unknown = new Map<string, Json>();
  for (const change of changes) {
    const address = own(table(change), 'address');
    if (typeof address === 'string')
      unknown.set(address, table(own(table(own(table(change), 'change')), 'after_unknown')));
  }
  inModule(table(own(table(own(data, 'planned_values')), 'root_module')), '', ['planned_values', 'root_module'], 0);
  for (const [index, given] of changes.entries()) {
    const change = table(own(table(given), 'change'));
    const actions = list(own(change, 'actions'));
    // What only goes away is not there.
    if (actions.length > 0 && actions.every((action) => action === 'delete' || action === 'forget')) continue;
    const after = own(change, 'after');
    if (isObject(after)) add(given, after, ['resource_changes', index], ['change', 'after'], undefined);
  }
  return [...found.values()];

  function inModule(module: Json, address: string, path: Path, depth: number): void {
    for (const [index, given] of list(own(module, 'resources')).entries())
      add(given, own(table(given), 'values'), [...path, 'resources', index], ['values'], address);
    if (depth > DEEPEST) return;
    for (const [index, child] of list(own(module, 'child_modules')).entries())
      inModule(table(child), String(own(table(child), 'address') ?? ''), [...path, 'child_modules', index], depth + 1);
  }

  function add(given: unknown, values: unknown, path: Path, inValues: Path, within: string | undefined): void {
    const { address, type, name, index, mode, module_address: module } = table(given);
    if (typeof address !== 'string' || typeof type !== 'string' || mode === 'data' || found.has(address)) return;
    found.set(address, {
      address,
      type,
      name: typeof name === 'string' ? name : '',
      index: typeof index === 'string' || typeof index === 'number' ? index : undefined,
      module: within ?? (typeof module === 'string' ? module : ''),
      values: table(values),
      unknown: unknown.get(address) ?? {},
      path,
      inValues,
    });
  }
}
