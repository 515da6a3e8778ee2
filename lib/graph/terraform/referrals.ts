/** What refers to what in a plan: values that are not known yet say so only in the configuration beside them. */
import { Reference } from '../model';
import type { Planned } from './planned';
import { isObject } from './root';

export type Json = { readonly [key: string]: unknown };
export const table = (value: unknown): Json => (isObject(value) ? value : {});
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const own = (of: Json, key: string): unknown => (Object.hasOwn(of, key) ? of[key] : undefined);

/** What one expression may lead to, through arguments and outputs of modules; each is followed once. */
const MOST = 500;

export interface Referrals {
  /** Whether the plan has a configuration at all. */
  readonly isKnown: boolean;
  /** What the configuration writes of a resource; undefined where it is not in the plan. */
  expressionsOf(resource: Planned): Json | undefined;
  /** Resources an expression of a resource's block refers to. */
  references(expression: unknown, from: Planned): readonly Reference[];
  /** The value that is planned of what a reference names. */
  planned(reference: Reference): unknown;
}

export function referrals(
  configuration: Json,
  planned: readonly Planned[],
  idOf: (address: string) => string,
): Referrals {
  const root = own(configuration, 'root_module');
  const byAddress = new Map(planned.map((resource) => [idOf(resource.address), resource]));
  /** Instances by where they are declared: modules without keys, type and name. */
  const declared = new Map<string, Planned[]>();
  for (const resource of planned) {
    const key = `${bare(resource.module)} ${resource.type}.${resource.name}`;
    const others = declared.get(key);
    if (others) others.push(resource);
    else declared.set(key, [resource]);
  }
  const written = new Map<Json, ReadonlyMap<string, Json>>();

  return {
    isKnown: isObject(root),
    expressionsOf({ module, type, name }) {
      const found = resourcesIn(moduleAt(module)).get(`${type}.${name}`);
      return found && table(own(found, 'expressions'));
    },
    references: (expression, from) => unique(drawn(expression, from.module, from, new Set())),
    planned({ target, attribute }) {
      let value: unknown = byAddress.get(target)?.values;
      for (const step of attribute.split('.'))
        value = Array.isArray(value) ? value[Number(step)] : own(table(value), step);
      return value;
    },
  };

  /** The configuration of a module, by its address with or without keys. */
  function moduleAt(address: string): Json {
    let module = table(root);
    for (const name of namesOf(address)) module = table(own(callOf(module, name), 'module'));
    return module;
  }

  function resourcesIn(module: Json): ReadonlyMap<string, Json> {
    const before = written.get(module);
    if (before) return before;
    const made = new Map(
      list(own(module, 'resources')).map((resource) => [
        `${table(resource)['type']}.${table(resource)['name']}`,
        table(resource),
      ]),
    );
    written.set(module, made);
    return made;
  }

  function drawn(expression: unknown, module: string, from: Planned, seen: Set<string>): Reference[] {
    const names = list(own(table(expression), 'references'))
      .slice(0, MOST)
      .filter((name) => typeof name === 'string');
    // Each is followed by what it is a part of: `x.y.id`, `x.y`.
    const whole = names.filter((name, index) => !names.slice(0, index).some((before) => isPart(before, name)));
    return whole.flatMap((name) => {
      const key = `${module} ${name}`;
      if (seen.has(key) || seen.size > MOST) return [];
      seen.add(key);
      return follow(name, module, from, seen);
    });
  }

  function follow(name: string, module: string, from: Planned, seen: Set<string>): Reference[] {
    const [head = '', second = '', ...rest] = stepsOf(name);
    if (head === 'var') {
      const at = module.lastIndexOf('module.');
      if (at === -1) return [];
      const outer = module.slice(0, Math.max(0, at - 1));
      const [call = ''] = namesOf(module.slice(at));
      return drawn(own(table(own(callOf(moduleAt(outer), call), 'expressions')), second), outer, from, seen);
    }
    const key = rest[0]?.startsWith('[') ? rest[0] : undefined;
    const [attribute = 'id', ...more] = key === undefined ? rest : rest.slice(1);
    if (head === 'module') {
      const inner = `${module === '' ? '' : `${module}.`}module.${second}${key ?? ''}`;
      const output = own(table(own(moduleAt(inner), 'outputs')), attribute);
      return drawn(own(table(output), 'expression'), inner, from, seen);
    }
    const declaredThere = declared.get(`${bare(module)} ${head}.${second}`) ?? [];
    const here = declaredThere.filter((instance) => instance.module === module);
    const instances = here.length > 0 ? here : declaredThere;
    const chosen = instances.filter(({ index }) =>
      key === undefined ? index === from.index : `[${JSON.stringify(index)}]` === key,
    );
    return (chosen.length > 0 ? chosen : instances).map(
      ({ address }) => new Reference(idOf(address), [attribute, ...more.map(unbracketed)].join('.')),
    );
  }
}

const callOf = (module: Json, name: string): Json => table(own(table(own(module, 'module_calls')), name));

/** `module.a["x"].module.b` → a, b. */
const namesOf = (address: string): string[] =>
  [...bare(address).matchAll(/module\.([^.]+)/g)].map(([, name]) => name ?? '');

const bare = (address: string): string => address.replace(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g, '');

/** `x.y["k"].id` → x, y, ["k"], id. */
const stepsOf = (name: string): string[] =>
  [...name.matchAll(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|[^.[\]]+/g)].map(([step]) => step);

const isPart = (whole: string, part: string): boolean => whole.startsWith(`${part}.`) || whole.startsWith(`${part}[`);

const unbracketed = (step: string): string => step.replace(/^\["?|"?\]$/g, '');

const unique = (references: readonly Reference[]): Reference[] => [
  ...new Map(references.map((reference) => [`${reference.target} ${reference.attribute}`, reference])).values(),
];
