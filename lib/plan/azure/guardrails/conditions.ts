/** Conditions in the words the rules use. A field a request leaves out equals nothing: where a default is open, it is refused too. */
import type { Alias } from './aliases';
import type { Condition, Field } from './types';

export const all = (...conditions: Condition[]): Condition => ({ allOf: conditions });
export const any = (...conditions: Condition[]): Condition => ({ anyOf: conditions });

export const type = (name: string): Condition => ({ field: 'type', equals: name });
export const types = (names: readonly string[]): Condition => ({ field: 'type', in: names });

export const is = (field: Field, value: string | boolean): Condition => ({ field, equals: value });
export const isNot = (field: Field, value: string | boolean): Condition => ({ field, notEquals: value });
export const notAmong = (field: Field, values: readonly string[]): Condition => ({ field, notIn: values });
export const isThere = (field: Field): Condition => ({ field, exists: true });
export const isMissing = (field: Field): Condition => ({ field, exists: false });

/** Whether any member of an array is so. A missing array has no members. */
export const some = (array: Alias, where?: Condition): Condition => ({ count: { field: array, where }, greater: 0 });

/** Whether an id is of none of these scopes: `/subscriptions/…`. */
export const outside = (field: Field, scopes: readonly string[]): Condition =>
  all(...scopes.map((scope): Condition => ({ field, notLike: `${scope}/*` })));

/**
 * Whether a region is none of these. Services take `West Europe` for `westeurope`, and only the field `location` is
 * made one by Azure Policy.
 */
export const regionOutside = (field: Alias, regions: readonly string[]): Condition => ({
  value: `[if(empty(field('${field}')),'',${plain(`field('${field}')`)})]`,
  notIn: ['', ...regions],
});

/** The same of the member at hand in `some`. */
export const memberOutside = (field: Alias, regions: readonly string[]): Condition => ({
  value: `[${plain(`current('${field}')`)}]`,
  notIn: regions,
});

const plain = (expression: string): string => `toLower(replace(${expression},' ',''))`;
