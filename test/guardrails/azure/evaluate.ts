/**
 * Azure Policy's condition language, of the parts the guardrails use, as it is documented ("Azure Policy definition
 * structure policy rule", "Author policies for array properties"): an operator or function that is not here throws.
 */
import { pathOfAlias } from '../../../lib/plan/azure';

/** A resource as Azure Resource Manager is asked for it. */
export interface ArmResource {
  readonly type: string;
  readonly id: string;
  readonly location?: string;
  readonly [key: string]: unknown;
}

/** A policy rule; read from its text, so that what is judged is what is deployed. */
export interface PolicyRule {
  readonly if: unknown;
  readonly then: { readonly effect: string; readonly details?: { type: string; existenceCondition: unknown } };
}

/** What a rule is judged with beside the resource. */
export interface Surroundings {
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Tenant of the subscription the resource is made in. */
  readonly tenantId?: string;
  /** Place of the property an alias names. @default - the guardrails' own table */
  readonly path?: (alias: string) => string | undefined;
}

interface Scope extends Surroundings {
  readonly resource: ArmResource;
  /** Member at hand, by the array alias or the name it is counted under. */
  readonly members: Readonly<Record<string, unknown>>;
}

type Node = Readonly<Record<string, unknown>>;

/** Whether a rule strikes. */
export const strikes = (rule: Pick<PolicyRule, 'if'>, resource: ArmResource, around: Surroundings = {}): boolean =>
  holds(rule.if, { ...around, resource, members: {} });

/** Whether a condition holds of a resource. */
export const conditionHolds = (condition: unknown, resource: ArmResource, around: Surroundings = {}): boolean =>
  holds(condition, { ...around, resource, members: {} });

function holds(condition: unknown, scope: Scope): boolean {
  const node = condition as Node;
  if ('allOf' in node) return (only(node, 'allOf') as unknown[]).every((each) => holds(each, scope));
  if ('anyOf' in node) return (only(node, 'anyOf') as unknown[]).some((each) => holds(each, scope));
  if ('not' in node) return !holds(only(node, 'not'), scope);
  const [operator, expected] = operatorOf(node);
  const wanted = resolve(expected, scope);
  if ('field' in node) {
    const { values, many } = fieldOf(String(node['field']), scope);
    // Every member of an array must meet the condition: where there is none, none fails it.
    return many
      ? values.every((value) => test(operator, value, wanted, node['field']))
      : test(operator, values[0], wanted, node['field']);
  }
  if ('value' in node) return test(operator, resolve(node['value'], scope), wanted);
  if ('count' in node) return test(operator, count(node['count'] as Node, scope), wanted);
  throw new Error(`No condition: ${JSON.stringify(node)}`);
}

function only(node: Node, key: string): unknown {
  if (Object.keys(node).length !== 1) throw new Error(`${key} stands alone: ${JSON.stringify(node)}`);
  return node[key];
}

function operatorOf(node: Node): [string, unknown] {
  const words = Object.entries(node).filter(([key]) => !['field', 'value', 'count'].includes(key));
  const [word] = words;
  if (words.length !== 1 || !word) throw new Error(`One operator, not ${words.length}: ${JSON.stringify(node)}`);
  return word;
}

function count(node: Node, scope: Scope): number {
  const { field, value, name, where } = node;
  if (typeof field === 'string' && !field.endsWith('[*]')) throw new Error(`${field} is no array to count`);
  const members =
    typeof field === 'string' ? fieldOf(field, scope).values : (resolve(value, scope) as unknown[]).slice();
  const key = String(field ?? name);
  return members.filter(
    (member) =>
      where === undefined || holds(where, { ...scope, members: { ...scope.members, [key.toLowerCase()]: member } }),
  ).length;
}

/** Values of a field: one, or the members of an array. A field that is not there has the value undefined. */
function fieldOf(field: string, scope: Scope): { values: unknown[]; many: boolean } {
  const { resource, members } = scope;
  if (field === 'type' || field === 'id') return { values: [resource[field]], many: false };
  if (field === 'location') return { values: [normal(resource.location)], many: false };
  for (const [counted, member] of Object.entries(members))
    if (field.toLowerCase() === counted) return { values: [member], many: false };
    else if (field.toLowerCase().startsWith(`${counted}.`)) {
      const below = pathOf(field, scope).slice(pathOf(field.slice(0, counted.length), scope).length + 1);
      return walk(member, below.split('.'));
    }
  // An alias names properties of its own type: of another resource they are not there.
  if (!field.toLowerCase().startsWith(`${resource.type.toLowerCase()}/`))
    return field.includes('[*]') ? { values: [], many: true } : { values: [undefined], many: false };
  return walk(resource, pathOf(field, scope).split('.'));
}

function pathOf(alias: string, { path = pathOfAlias }: Scope): string {
  const found = path(alias);
  if (found === undefined) throw new Error(`No alias: ${alias}`);
  return found;
}

function walk(from: unknown, path: readonly string[]): { values: unknown[]; many: boolean } {
  const many = path.some((step) => step.endsWith('[*]'));
  const values = path.reduce<unknown[]>(
    (at, step) => {
      const below = at.map((value) => property(value, step.replace('[*]', '')));
      return step.endsWith('[*]') ? below.flatMap((value) => (Array.isArray(value) ? value : [])) : below;
    },
    [from],
  );
  return { values, many };
}

/** Names of properties are told apart by letters, not by their case. */
function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

const normal = (location: unknown): unknown =>
  typeof location === 'string' ? location.replaceAll(' ', '').toLowerCase() : location;
const absent = (value: unknown): boolean => value === undefined || value === null;
const text = (value: unknown): string => String(value).toLowerCase();
const same = (a: unknown, b: unknown): boolean => (absent(a) ? absent(b) : !absent(b) && text(a) === text(b));

/** `*` stands for anything, once; case does not matter. */
function like(value: unknown, pattern: unknown): boolean {
  const parts = text(pattern).split('*');
  if (parts.length > 2) throw new Error(`${String(pattern)} has more than one *`);
  if (absent(value)) return false;
  const [start = '', end] = parts;
  const given = text(value);
  return end === undefined
    ? given === start
    : given.length >= start.length + end.length && given.startsWith(start) && given.endsWith(end);
}

const among = (value: unknown, list: unknown): boolean => {
  if (!Array.isArray(list)) throw new Error(`No list: ${JSON.stringify(list)}`);
  return list.some((each) => same(value, each));
};

const TESTS: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  equals: same,
  notEquals: (value, wanted) => !same(value, wanted),
  like,
  notLike: (value, wanted) => !like(value, wanted),
  in: among,
  notIn: (value, wanted) => !among(value, wanted),
  exists: (value, wanted) => absent(value) !== (text(wanted) === 'true'),
  greater: (value, wanted) => {
    if (typeof value !== 'number' || typeof wanted !== 'number') throw new Error('greater compares numbers here');
    return value > wanted;
  },
};

function test(operator: string, value: unknown, wanted: unknown, field?: unknown): boolean {
  const judge = Object.hasOwn(TESTS, operator) ? TESTS[operator] : undefined;
  if (!judge) throw new Error(`No operator: ${operator}`);
  if (field === 'location' && wanted !== undefined)
    return judge(value, Array.isArray(wanted) ? wanted.map(normal) : operator === 'exists' ? wanted : normal(wanted));
  return judge(value, wanted);
}

/** A template expression stands in brackets; two of them open a text that only begins with one. */
function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, scope));
  if (typeof value !== 'string' || !value.startsWith('[') || !value.endsWith(']')) return value;
  if (value.startsWith('[[')) return value.slice(1);
  return expression(value.slice(1, -1), scope);
}

/** A call with its calls, texts and numbers. Arguments of `if` are read when they are chosen. */
function expression(source: string, scope: Scope): unknown {
  let at = 0;
  const read = (live: boolean): unknown => {
    const rest = source.slice(at);
    const literal = /^'((?:[^']|'')*)'|^-?\d+/.exec(rest);
    if (literal) {
      at += literal[0].length;
      return literal[1] === undefined ? Number(literal[0]) : literal[1].replaceAll("''", "'");
    }
    const call = /^([A-Za-z]+)\(/.exec(rest);
    if (!call?.[1]) throw new Error(`No expression: ${source}`);
    const name = call[1];
    at += call[0].length;
    const given: unknown[] = [];
    for (let index = 0; source[at] !== ')'; index += 1) {
      const chosen = name !== 'if' || index === 0 || (index === 1) === (given[0] === true);
      given.push(read(live && chosen));
      if (source[at] === ',') at += 1;
    }
    at += 1;
    const value = live ? apply(name, given, scope) : undefined;
    const member = /^\.(\w+)/.exec(source.slice(at));
    if (!member?.[1]) return value;
    at += member[0].length;
    return property(value, member[1]);
  };
  const value = read(true);
  if (at !== source.length) throw new Error(`No expression: ${source}`);
  return value;
}

function apply(name: string, given: readonly unknown[], scope: Scope): unknown {
  const words = (index: number): string => {
    const value = given[index];
    // Azure Policy refuses the request where a function is given what it cannot take.
    if (typeof value !== 'string') throw new TypeError(`${name} takes a text, not ${JSON.stringify(value)}`);
    return value;
  };
  switch (name) {
    case 'if':
      return given[0] === true ? given[1] : given[2];
    case 'empty':
      return absent(given[0]) || given[0] === '' || (Array.isArray(given[0]) && given[0].length === 0);
    case 'toLower':
      return words(0).toLowerCase();
    case 'replace':
      return words(0).replaceAll(words(1), words(2));
    case 'field': {
      const { values, many } = fieldOf(words(0), scope);
      return many ? values.filter((value) => !absent(value)) : values[0];
    }
    case 'current': {
      const key = words(0).toLowerCase();
      const counted = Object.keys(scope.members).find((member) => key === member || key.startsWith(`${member}.`));
      if (counted === undefined) throw new Error(`${words(0)} is not counted`);
      return key === counted ? scope.members[counted] : fieldOf(words(0), scope).values[0];
    }
    case 'parameters':
      if (!scope.parameters || !(words(0) in scope.parameters)) throw new Error(`No parameter: ${words(0)}`);
      return scope.parameters[words(0)];
    case 'subscription':
      return { tenantId: scope.tenantId };
    default:
      throw new Error(`No function: ${name}`);
  }
}
