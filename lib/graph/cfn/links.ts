/** What templates say to each other: parameters that a stack gives the one nested in it, outputs that come back, exports that others import. */
import { Unknown, type Value } from '../model';
import { baseName } from '../name';
import { isObject, NOTHING, own, type Resolved, type Scope, table } from './scope';

export interface Links {
  /** What the stacks that nest this one give a parameter; undefined where none does. */
  given(scope: Scope, parameter: string): Resolved | undefined;
  /** An output of a nested stack. */
  output(scope: Scope, stack: string, output: string): Resolved | undefined;
  exported(region: string | undefined, name: string): Value | undefined;
  /** Whether the template of a nested stack is among those read. */
  hasTemplate(scope: Scope, stack: string): boolean;
  /** The condition under which a nested stack is made at all, where only the deployment knows it. */
  presence(scope: Scope): Unknown | undefined;
}

/** Stacks within stacks, and values handed from one to another. */
const DEEPEST = 40;
const STACK = 'AWS::CloudFormation::Stack';

interface Nesting {
  readonly parent: Scope;
  readonly id: string;
  readonly body: { readonly [key: string]: unknown };
}

/** @param names base names of every file given, whether or not it could be read */
export function linkTemplates(scopes: readonly Scope[], names: ReadonlySet<string>): Links {
  const byName = new Map<string, Scope[]>();
  const children = new Map<string, Scope>();
  const callers = new Map<Scope, Nesting[]>();
  const exports = new Map<string, { scope: Scope; output: string }[]>();
  const known = new Map<string, Resolved | undefined>();
  const busy = new Set<string>();

  for (const scope of scopes) push(byName, baseName(scope.file.name), scope);
  let isNestingKnown = false;
  let areExportsKnown = false;

  return {
    given: (scope, parameter) => {
      const made = nestings(scope).filter(({ parent, id }) => parent.has(id));
      if (made.length === 0) return undefined;
      return once(`given ${scope.file.name} ${parameter}`, () => {
        const values = made.map(({ parent, body }) => {
          const passed = own(table(own(table(own(body, 'Properties')), 'Parameters')), parameter);
          return passed === undefined ? undefined : parent.resolve(passed, 0);
        });
        const [first, ...others] = values;
        // A template nested twice is one here: what it is given twice over is known only where it is the same.
        const same = others.every((value) => JSON.stringify(value) === JSON.stringify(first));
        return same ? first : new Unknown(parameter, `\${${parameter}}`);
      });
    },
    output: (scope, stack, output) => {
      const child = childOf(scope, stack);
      return child && once(`output ${child.file.name} ${output}`, () => outputOf(child, output));
    },
    exported: (region, name) => {
      if (!areExportsKnown) findExports();
      const found = exports.get(`${region}\n${name}`) ?? [];
      const [only] = found;
      if (!only || found.length > 1) return undefined;
      const value = once(`output ${only.scope.file.name} ${only.output}`, () => outputOf(only.scope, only.output));
      return value === NOTHING ? undefined : value;
    },
    hasTemplate: (scope, stack) =>
      childOf(scope, stack) !== undefined || names.has(baseName(addressOf(scope, table(own(scope.resources, stack))))),
    presence: (scope) => {
      const conditions = nestings(scope).map(({ parent, body }) => {
        const name = own(body, 'Condition');
        return typeof name !== 'string' || parent.condition(name) === true ? undefined : name;
      });
      const [first] = conditions;
      return first === undefined || conditions.includes(undefined)
        ? undefined
        : new Unknown(`the condition ${first} of its nested stack`);
    },
  };

  function nestings(scope: Scope): readonly Nesting[] {
    if (!isNestingKnown) findNestings();
    return callers.get(scope) ?? [];
  }

  function childOf(scope: Scope, stack: string): Scope | undefined {
    if (!isNestingKnown) findNestings();
    return children.get(keyOf(scope, stack));
  }

  function findNestings(): void {
    isNestingKnown = true;
    for (const parent of scopes)
      for (const [id, body] of Object.entries(parent.resources)) {
        if (!isObject(body) || own(body, 'Type') !== STACK) continue;
        const child = templateOf(parent, body);
        if (!child || child === parent) continue;
        children.set(keyOf(parent, id), child);
        push(callers, child, { parent, id, body });
      }
  }

  /** The template of the same folder, or the only one of that name. */
  function templateOf(parent: Scope, body: { readonly [key: string]: unknown }): Scope | undefined {
    const found = byName.get(baseName(addressOf(parent, body))) ?? [];
    const folder = (name: string): string => name.slice(0, name.length - baseName(name).length);
    return (
      found.find(({ file }) => folder(file.name) === folder(parent.file.name)) ??
      (found.length === 1 ? found[0] : undefined)
    );
  }

  function outputOf(scope: Scope, name: string): Resolved | undefined {
    const output = own(scope.outputs, name);
    if (!isObject(output)) return undefined;
    const condition = own(output, 'Condition');
    if (typeof condition === 'string' && scope.condition(condition) !== true) return undefined;
    return scope.resolve(own(output, 'Value'), 0);
  }

  function findExports(): void {
    areExportsKnown = true;
    for (const scope of scopes)
      for (const [output, body] of Object.entries(scope.outputs)) {
        const name = isObject(body) ? own(table(own(body, 'Export')), 'Name') : undefined;
        const resolved = name === undefined ? undefined : scope.resolve(name, 0);
        if (typeof resolved !== 'string') continue;
        const key = `${scope.file.region}\n${resolved}`;
        push(exports, key, { scope, output });
      }
  }

  /** Resolves a value of another template once; one that depends on itself is not known. */
  function once(key: string, work: () => Resolved | undefined): Resolved | undefined {
    if (known.has(key)) return known.get(key);
    if (busy.has(key) || busy.size > DEEPEST) return new Unknown('a value that templates hand round in a circle');
    busy.add(key);
    const value = work();
    busy.delete(key);
    known.set(key, value);
    return value;
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const keyOf = (scope: Scope, id: string): string => `${scope.file.name}#${id}`;

/** The file of a nested stack: the CDK notes it in the metadata, where the address is settled only at deployment. */
function addressOf(scope: Scope, body: { readonly [key: string]: unknown }): string {
  const noted = own(table(own(body, 'Metadata')), 'aws:asset:path');
  if (typeof noted === 'string') return noted;
  const url = own(table(own(body, 'Properties')), 'TemplateURL');
  const address = url === undefined ? undefined : scope.resolve(url, 0);
  // A bucket that is not known leaves the name at the end of the address as it is.
  return typeof address === 'string' ? address : address instanceof Unknown ? (address.text ?? '') : '';
}
