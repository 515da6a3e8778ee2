/** Modules of a root, opened where their folder is at hand: what each declares, in the names that it can see. */
import { Reference, Unknown, type Unreadable, type Value } from '../model';
import { at } from '../value';
import { createEvaluator, type Effort, type Env, type Names } from './evaluate';
import { type Instance, instancesOf, suffix } from './instances';
import { withOptional } from './optional';
import { type Block, blocks, type Folder, valuesOf } from './root';
import { weighing } from './weight';

/** Modules within modules; and all of a root, which may name one folder any number of times. */
const DEEPEST = 16;
const MOST = 1_000;
/** Resources of a root, all modules together. */
const MOST_MADE = 100_000;
const TOO_MANY = `more than ${MOST_MADE} resources: the rest are not seen here`;

/** A resource that a configuration makes. */
export interface Made {
  /** Graph id. */
  readonly id: string;
  readonly address: string;
  readonly block: Block;
  readonly presence?: Unknown;
  resolve(node: unknown): Value;
}

/** What opening a root needs to know. */
export interface Opening {
  /** The folder a module's source names, seen from another; a text says why there is none. */
  folderOf(source: unknown, from: Folder): Folder | string;
  /** Whether resources of this type are read. */
  reads(type: string): boolean;
}

export interface Root {
  readonly made: Made[];
  readonly unreadable: Unreadable[];
}

export function openRoot(folder: Folder, { folderOf, reads }: Opening): Root {
  const isTooHeavy = weighing();
  const effort: Effort = { depth: 0, left: 1_000_000, read: new Map(), isTooHeavy };
  const made = new Map<string, Made>();
  const unreadable: Unreadable[] = [];
  let opened = 0;

  const values = valuesOf(folder);
  open(folder, '', (name) => (values.has(name) ? { node: values.get(name) } : undefined), undefined, []);
  return { made: [...made.values()], unreadable };

  /** @returns the module's outputs */
  function open(
    of: Folder,
    prefix: string,
    given: (variable: string) => { readonly node?: unknown; readonly value?: Value } | undefined,
    presence: Unknown | undefined,
    within: readonly Folder[],
  ): (output: string) => Value | undefined {
    const once = sharing();
    const variables = byLabel(blocks(of.files, 'variable', 1));
    const outputs = byLabel(blocks(of.files, 'output', 1));
    const locals = new Map(blocks(of.files, 'locals', 0).flatMap(({ body }) => Object.entries(body)));
    const resources = new Map<string, readonly Block[]>();
    for (const block of blocks(of.files, 'resource', 2).filter(({ labels }) => reads(labels[0] ?? ''))) {
      const address = block.labels.join('.');
      resources.set(address, [...(resources.get(address) ?? []), block]);
    }
    const calls = byLabel(blocks(of.files, 'module', 1));

    const names: Names = {
      variable: (name) =>
        once(`var ${name}`, () => {
          const body = variables.get(name)?.body;
          const passed = given(name);
          const isLeftOut = passed === undefined || (passed.value === null && body?.['nullable'] === false);
          if (isLeftOut && (!body || !Object.hasOwn(body, 'default'))) return undefined;
          const value = isLeftOut ? resolve(body?.['default']) : (passed.value ?? resolve(passed.node ?? null));
          return withOptional(body?.['type'], value, resolve);
        }),
      local: (name) => (locals.has(name) ? once(`local ${name}`, () => resolve(locals.get(name))) : undefined),
      resource: (address) =>
        resources.has(address) ? once(`resource ${address}`, () => references(address)) : undefined,
      module: (name) => (calls.has(name) ? opening(name) : undefined),
      stated: (reference) => {
        const target = made.get(reference.target);
        const [argument = '', ...rest] = reference.attribute.split('.');
        if (!target || !Object.hasOwn(target.block.body, argument)) return undefined;
        return once(`${reference.target} ${reference.attribute}`, () =>
          at(target.resolve(target.block.body[argument]), rest),
        );
      },
    };
    const evaluator = createEvaluator(names, effort);
    const resolve = (node: unknown, env?: Env): Value => evaluator.resolve(node, env);

    const modules = new Map<string, ReadonlyMap<string, (output: string) => Value | undefined>>();
    for (const address of resources.keys()) names.resource(address);
    for (const name of calls.keys()) opening(name);
    return (output) => {
      const body = outputs.get(output)?.body;
      return body && once(`output ${output}`, () => resolve(body['value'] ?? null));
    };

    /** Declares what a block makes, and says how to refer to it. */
    function references(address: string): Value {
      const found = (resources.get(address) ?? []).flatMap((block) =>
        instancesOf(block.body, resolve).map((instance) => ({ instance, ...declare(block, instance) })),
      );
      const [first] = found;
      const refer = ({ id }: { id: string }): Reference => new Reference(id, 'ref');
      if (first && first.instance.key === undefined) return refer(first);
      if (typeof first?.instance.key === 'number') return found.map(refer);
      if (!first) return [];
      return Object.fromEntries(found.map((each) => [String(each.instance.key), refer(each)]));
    }

    function declare(block: Block, { key, env, presence: own }: Instance): Made {
      const address = `${prefix}${block.labels.join('.')}${suffix(key)}`;
      const id = `${block.from.file.name}#${address}`;
      const entry = { id, address, block, presence: own ?? presence, resolve: (node: unknown) => resolve(node, env) };
      if (made.size < MOST_MADE) made.set(id, entry);
      else if (unreadable.at(-1)?.message !== TOO_MANY)
        unreadable.push({ file: block.from.file.name, isPartial: true, message: TOO_MANY });
      return entry;
    }

    function opening(name: string): ReadonlyMap<string, (output: string) => Value | undefined> {
      const before = modules.get(name);
      if (before) return before;
      const instances = new Map<string, (output: string) => Value | undefined>();
      modules.set(name, instances);
      const { body, from } = calls.get(name) as Block;
      const target = folderOf(body['source'], of);
      const why =
        typeof target === 'string'
          ? target
          : within.includes(target) || target === of
            ? 'it is made of itself'
            : within.length >= DEEPEST
              ? `modules are nested deeper than ${DEEPEST} levels`
              : undefined;
      if (why !== undefined || typeof target === 'string') {
        unreadable.push({
          file: from.file.name,
          message: `module ${prefix}${name} is not opened, ${why}: the resources it makes are not seen here`,
        });
        return instances;
      }
      for (const { key, env, presence: own } of instancesOf(body, resolve)) {
        if (++opened > MOST) {
          if (opened === MOST + 1)
            unreadable.push({
              file: from.file.name,
              isPartial: true,
              message: `more than ${MOST} modules: the rest are not opened`,
            });
          break;
        }
        const args = (variable: string) =>
          Object.hasOwn(body, variable) ? { value: resolve(body[variable], env) } : undefined;
        const inner = `${prefix}module.${name}${suffix(key)}.`;
        instances.set(String(key ?? ''), open(target, inner, args, own ?? presence, [...within, of]));
      }
      return instances;
    }
  }

  /** Resolves a name once; what depends on itself has no value. */
  function sharing(): (key: string, work: () => Value | undefined) => Value | undefined {
    const known = new Map<string, Value | undefined>();
    const busy = new Set<string>();
    return (key, work) => {
      if (known.has(key)) return known.get(key);
      if (busy.has(key)) return undefined;
      busy.add(key);
      const value = work();
      busy.delete(key);
      const kept =
        value !== undefined && isTooHeavy(value)
          ? new Unknown(`${key}: it expands to more values than a configuration holds`)
          : value;
      known.set(key, kept);
      return kept;
    };
  }
}

const byLabel = (of: readonly Block[]): ReadonlyMap<string, Block> =>
  new Map(of.map((block) => [block.labels[0] ?? '', block]));
