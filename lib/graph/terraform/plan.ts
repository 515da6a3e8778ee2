/** A Terraform plan (`terraform show -json`) → resources: what will be there, and from its configuration what refers to what. */
import type { SourceDocument } from '../document';
import { type Reference, type Resource, type SourceFile, Unknown, type Unreadable, type Value } from '../model';
import { azurermLocation } from './location';
import { type Planned, plannedResources } from './planned';
import { isRead, notRead } from './providers';
import { list, own, referrals, table } from './referrals';
import { isObject } from './root';

const DEEPEST = 120;
/** What names a resource to another: a reference to it is worth more than the text it stands for. */
const NAMES = /(^|_)(id|name)$/;

export function adaptPlan(
  file: SourceFile,
  document: SourceDocument,
  stack: string,
): { resources: Resource[]; unreadable: Unreadable[] } {
  const data = table(document.data);
  const planned = plannedResources(data);
  const read = planned.filter(({ type }) => isRead(type));
  const refer = referrals(table(own(data, 'configuration')), read, (address) => `${file.name}#${address}`);
  const placed = read.map((resource) => ({
    ...resource,
    id: `${file.name}#${resource.address}`,
    properties: propertiesOf(resource),
  }));
  const byId = new Map(placed.map((resource) => [resource.id, resource]));
  const resources = placed.map(
    ({ id, type, address, properties, path, inValues }): Resource => ({
      id,
      cloud: 'azure',
      type,
      address,
      file: file.name,
      stack,
      properties,
      location: azurermLocation({ type, properties }, (target) => byId.get(target)),
      place: (inside) => document.place([...path, ...(inside ? [...inValues, ...inside] : [])]),
    }),
  );
  const unreadable = notRead(planned.map(({ type, address }) => ({ type, address, file: file.name })));
  return { resources, unreadable };

  function propertiesOf(resource: Planned): { [key: string]: Value } {
    const written = refer.expressionsOf(resource);
    const names = new Set([...Object.keys(resource.values), ...Object.keys(resource.unknown)]);
    const entries = [...names].flatMap((name): [string, Value][] => {
      const expression = written && own(written, name);
      const unknown = own(resource.unknown, name);
      // What nobody wrote and only the provider knows is absent here as it is in the configuration.
      if (written && expression === undefined && unknown === true) return [];
      return [[name, fill(own(resource.values, name), unknown, expression, resource, 0)]];
    });
    return Object.fromEntries(entries);
  }

  function fill(value: unknown, unknown: unknown, written: unknown, of: Planned, depth: number): Value {
    if (depth > DEEPEST) return new Unknown(`nested deeper than ${DEEPEST} levels`);
    if (unknown === true) return leaf(written, of);
    if (Array.isArray(value)) {
      const each = Array.isArray(written) ? undefined : inOrder(written, value, of);
      return value.map(
        (item, index) =>
          each?.[index] ??
          fill(
            item,
            list(unknown)[index],
            Array.isArray(written) ? (written[index] ?? written[0]) : written,
            of,
            depth + 1,
          ),
      );
    }
    if (isObject(value)) {
      const open = table(unknown);
      const names = new Set([...Object.keys(value), ...Object.keys(open)]);
      const entries = [...names].flatMap((name): [string, Value][] => {
        const inner = isObject(written) ? own(written, name) : undefined;
        if (refer.isKnown && inner === undefined && !isExpression(written) && own(open, name) === true) return [];
        return [
          [
            name,
            fill(
              own(value, name),
              own(open, name),
              inner ?? (isExpression(written) ? written : undefined),
              of,
              depth + 1,
            ),
          ],
        ];
      });
      return Object.fromEntries(entries);
    }
    if (typeof value !== 'string') return typeof value === 'number' || typeof value === 'boolean' ? value : null;
    const [reference, ...others] = refer.references(written, of);
    if (!reference || others.length > 0 || !NAMES.test(reference.attribute)) return value;
    return refer.planned(reference) === value ? reference : value;
  }

  /** What will be known when it is made: what it refers to, where that is one thing. */
  function leaf(written: unknown, of: Planned): Value {
    const references = refer.references(written, of);
    const [only, ...others] = references;
    if (only && others.length === 0) return only;
    const named = list(table(written)['references']).filter((name) => typeof name === 'string');
    return new Unknown(named.join(', ').slice(0, 200) || 'known after apply', undefined, references);
  }

  /** A list of as many unknowns as there are references is those references, in their order. */
  function inOrder(written: unknown, value: readonly unknown[], of: Planned): readonly Reference[] | undefined {
    if (value.some((item) => item !== null)) return undefined;
    const references = refer.references(written, of);
    return references.length === value.length ? references : undefined;
  }
}

const isExpression = (written: unknown): boolean =>
  isObject(written) && (Object.hasOwn(written, 'references') || Object.hasOwn(written, 'constant_value'));
