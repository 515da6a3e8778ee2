/** A CloudFormation template → resources. */
import type { SourceDocument } from '../document';
import { type Resource, type SourceFile, Unknown, type Unreadable, type Value } from '../model';
import { evaluate } from './conditions';
import { DEEPEST, dynamic, intrinsicOf } from './intrinsics';
import { type Links, linkTemplates } from './links';
import { cfnLocation } from './location';
import { inTemplate } from './places';
import { isObject, type Json, NOTHING, own, type Resolved, type Scope, table } from './scope';

export interface Template {
  readonly file: SourceFile;
  readonly document: SourceDocument;
  readonly stack: string;
}

/** @param names base names of every file given, whether or not it could be read */
export function adaptCfn(
  templates: readonly Template[],
  names: ReadonlySet<string>,
): { resources: Resource[]; unreadable: Unreadable[] } {
  // What one says to another is resolved when it is asked for, once all are known.
  const linked: { links?: Links } = {};
  const scopes = templates.map(({ file, document }) => createScope(table(document.data), file, linked));
  linked.links = linkTemplates(scopes, names);
  const parts = templates.map((template, index) => adaptOne(template, scopes[index] as Scope));
  return {
    resources: parts.flatMap(({ resources }) => resources),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
  };
}

function adaptOne(
  { file, document, stack }: Template,
  scope: Scope,
): { resources: Resource[]; unreadable: Unreadable[] } {
  const template = table(document.data);
  const resources: Resource[] = [];
  const unreadable = [...shape(template), ...transforms(template)].map((message) => ({ file: file.name, message }));

  for (const [address, body] of Object.entries(scope.resources)) {
    if (!isObject(body)) {
      unreadable.push({ file: file.name, message: notAResource(address) });
      continue;
    }
    const type = own(body, 'Type');
    if (typeof type !== 'string') {
      unreadable.push({ file: file.name, message: notAResource(address) });
      continue;
    }
    if (!scope.has(address)) continue;
    const resolved = scope.resolve(own(body, 'Properties') ?? {}, 0);
    if (!isPlain(resolved)) {
      unreadable.push({ file: file.name, message: `${address}: its properties are made at deployment` });
      continue;
    }
    const properties = resolved as { [key: string]: Value };
    if (type === 'AWS::CloudFormation::StackSet') {
      unreadable.push({
        file: file.name,
        message: `${address}: what a stack set’s own template makes is not seen here`,
      });
    }
    if (type === 'AWS::CloudFormation::Stack' && !scope.links.hasTemplate(scope, address)) {
      unreadable.push({
        file: file.name,
        message: `${address}: the nested stack’s template is not among the files read`,
      });
    }
    resources.push({
      id: `${file.name}#${address}`,
      cloud: 'aws',
      type,
      address,
      file: file.name,
      stack,
      properties,
      presence: presenceOf(body, scope) ?? scope.links.presence(scope),
      ...(/^Retain/.test(String(own(body, 'DeletionPolicy'))) ? { kept: true as const } : {}),
      location: cfnLocation(type, properties, file.region),
      place: (path) =>
        document.place([
          'Resources',
          address,
          ...(path ? ['Properties', ...inTemplate(own(body, 'Properties'), path, scope)] : []),
        ]),
    });
  }
  return { resources, unreadable };
}

function createScope(template: Json, file: SourceFile, linked: { readonly links?: Links }): Scope {
  const known = new Map<string, boolean | undefined>();
  const open = new Set<string>();
  const scope: Scope = {
    file,
    parameters: table(own(template, 'Parameters')),
    mappings: table(own(template, 'Mappings')),
    conditions: table(own(template, 'Conditions')),
    resources: table(own(template, 'Resources')),
    outputs: table(own(template, 'Outputs')),
    get links() {
      return linked.links as Links;
    },
    has(logicalId) {
      const body = own(scope.resources, logicalId);
      if (!isObject(body)) return false;
      const condition = own(body, 'Condition');
      return typeof condition !== 'string' || scope.condition(condition) !== false;
    },
    condition(name) {
      if (known.has(name)) return known.get(name);
      if (open.has(name)) return undefined; // a condition that depends on itself
      open.add(name);
      const value = evaluate(own(scope.conditions, name), scope);
      open.delete(name);
      known.set(name, value);
      return value;
    },
    resolve,
  };
  return scope;

  function resolve(node: unknown, depth: number): Resolved {
    if (depth > DEEPEST) return new Unknown(`nested deeper than ${DEEPEST} levels`);
    if (typeof node === 'string') return dynamic(node);
    if (typeof node === 'number' || typeof node === 'boolean' || node === null) return node;
    if (Array.isArray(node)) {
      return node.map((item) => resolve(item, depth + 1)).filter((item) => item !== NOTHING);
    }
    if (!isObject(node)) return null;
    const intrinsic = intrinsicOf(node);
    if (intrinsic) return intrinsic[0](intrinsic[1], scope, depth + 1);
    const entries: [string, Value][] = [];
    for (const [key, child] of Object.entries(node)) {
      const value = resolve(child, depth + 1);
      if (value !== NOTHING) entries.push([key, value]);
    }
    return Object.fromEntries(entries);
  }
}

/** The condition it is made under, where that is settled only at deployment. */
function presenceOf(body: { readonly [key: string]: unknown }, scope: Scope): Unknown | undefined {
  const condition = own(body, 'Condition');
  if (typeof condition !== 'string' || scope.condition(condition) !== undefined) return undefined;
  return new Unknown(`the condition ${condition}`);
}

function shape(template: { readonly [key: string]: unknown }): string[] {
  const given = own(template, 'Resources');
  if (isObject(given)) return [];
  const what = given === null ? 'empty' : Array.isArray(given) ? 'a list' : 'text';
  return [`Resources is ${what}, where CloudFormation has a name for each resource: nothing of it is read`];
}

/** What CloudFormation would make of the template before deploying it, and this adapter does not. */
function transforms(template: { readonly [key: string]: unknown }): string[] {
  const given = own(template, 'Transform');
  return (Array.isArray(given) ? given : given === undefined ? [] : [given])
    .map((name) => (typeof name === 'string' ? name : String(own(table(name), 'Name'))))
    .filter((name) => name !== 'AWS::LanguageExtensions')
    .map((name) => `transform ${name} runs at deployment: the resources it adds or changes are not seen here`);
}

const notAResource = (address: string): string =>
  address.startsWith('Fn::ForEach')
    ? `${address} is a loop that CloudFormation expands at deployment: its resources are not seen here`
    : `${address} is not a resource: it has no Type`;

const isPlain = (value: Resolved): boolean =>
  isObject(value as unknown) && !(value instanceof Unknown) && Object.getPrototypeOf(value) === Object.prototype;
