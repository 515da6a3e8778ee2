/** What a CloudFormation template's expressions can see: its parameters, mappings, conditions and resources. */
import type { SourceFile, Value } from '../model';
import type { Links } from './links';

/** Drops the property or list item that holds it (`AWS::NoValue`). Never leaves the adapter. */
export const NOTHING = Symbol('AWS::NoValue');
export type Resolved = Value | typeof NOTHING;

export type Json = { readonly [key: string]: unknown };

export interface Scope {
  readonly file: SourceFile;
  readonly parameters: Json;
  readonly mappings: Json;
  readonly conditions: Json;
  readonly resources: Json;
  readonly outputs: Json;
  /** What other templates say to this one. */
  readonly links: Links;
  /** Whether a resource of this logical id is there and its condition is not false. */
  has(logicalId: string): boolean;
  resolve(node: unknown, depth: number): Resolved;
  condition(name: string): boolean | undefined;
}

/** An object of JSON, or an empty one for anything else. */
export const table = (value: unknown): Json => (isObject(value) ? value : {});

export const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** An own property only: a template may name a thing `constructor`. */
export const own = (object: Json, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);
