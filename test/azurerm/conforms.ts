/** Holds Terraform JSON to a provider's schema, in the form Terraform core has it. */
export { cycle, dangling } from './wiring';

export type Type = string | [string, Type] | ['object', Record<string, Type>];

export interface Attribute {
  readonly type: Type;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly write_only?: boolean;
  /** A change of it makes the resource anew. */
  readonly replaces?: boolean;
  readonly default?: Json;
}

export interface Block {
  readonly attributes?: Record<string, Attribute>;
  readonly block_types?: Record<string, NestedBlock>;
}

interface NestedBlock {
  readonly nesting_mode: string;
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
  /** A change of it makes the resource anew. */
  readonly replaces?: boolean;
}

export interface ProviderSchema {
  readonly source: string;
  readonly config: { block: Block };
  readonly resources: Record<string, { block: Block }>;
}

/** Arguments that Terraform itself reads. */
const META = new Set([
  '//',
  'alias',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'connection',
]);

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Terraform JSON of one root. */
export interface Root {
  readonly resource?: Record<string, Record<string, { [key: string]: Json }>>;
  readonly provider?: Record<string, Json>;
  readonly variable?: Record<string, Json>;
  readonly output?: Record<string, Json>;
  readonly terraform?: Record<string, Json>;
}

/** Every way a root's resources and provider differ from the schema: unknown, missing, wrong type, wrong count. */
export function violations(root: Root, schema: ProviderSchema): string[] {
  const found: string[] = [];
  for (const [type, instances] of Object.entries(root.resource ?? {}))
    for (const [name, body] of Object.entries(instances)) {
      const resource = schema.resources[type];
      if (resource) blockAt(`${type}.${name}`, resource.block, body, found);
      else found.push(`${type}: the schema kept with the tests does not hold it`);
    }
  for (const body of listOf(root.provider?.['azurerm'] ?? []))
    blockAt('provider.azurerm', schema.config.block, withoutAlias(body), found);
  return found;
}

/** A provider's alias is Terraform's own word, in no schema. */
const withoutAlias = (body: Json): Json =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'alias'))
    : body;

function blockAt(path: string, { attributes = {}, block_types = {} }: Block, body: Json, found: string[]): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    found.push(`${path}: not a block`);
    return;
  }
  for (const [key, value] of Object.entries(body)) {
    const attribute = attributes[key];
    const nested = block_types[key];
    if (attribute) {
      if (!attribute.required && !attribute.optional && value !== null)
        found.push(`${path}.${key}: computed, cannot be set`);
      valueAt(`${path}.${key}`, attribute.type, value, found);
    } else if (nested) {
      const list = listOf(value);
      if (nested.max_items && list.length > nested.max_items)
        found.push(`${path}.${key}: ${list.length} blocks, at most ${nested.max_items}`);
      for (const [index, entry] of list.entries()) blockAt(`${path}.${key}.${index}`, nested.block, entry, found);
    } else if (!META.has(key)) found.push(`${path}.${key}: unknown argument`);
  }
  for (const [key, attribute] of Object.entries(attributes))
    if (attribute.required && (body[key] === undefined || body[key] === null))
      found.push(`${path}.${key}: required, missing`);
  for (const [key, nested] of Object.entries(block_types)) {
    const count = body[key] === undefined ? 0 : listOf(body[key] as Json).length;
    if (count < (nested.min_items ?? 0)) found.push(`${path}.${key}: ${count} blocks, at least ${nested.min_items}`);
  }
}

function valueAt(path: string, type: Type, value: Json, found: string[]): void {
  // An expression has the type of what it refers to; Terraform checks that, not the schema.
  if (value === null || (typeof value === 'string' && value.includes('${'))) return;
  if (typeof type === 'string') {
    const fits =
      type === 'string'
        ? typeof value === 'string' || typeof value === 'number'
        : type === 'number'
          ? typeof value === 'number'
          : typeof value === 'boolean';
    if (!fits) found.push(`${path}: ${JSON.stringify(value)} is no ${type}`);
    return;
  }
  const [kind, inner] = type;
  if (kind === 'list' || kind === 'set') {
    if (!Array.isArray(value)) found.push(`${path}: no ${kind}`);
    else for (const [index, entry] of value.entries()) valueAt(`${path}.${index}`, inner as Type, entry, found);
  } else if (kind === 'map') {
    if (typeof value !== 'object' || Array.isArray(value)) found.push(`${path}: no map`);
    else for (const [key, entry] of Object.entries(value)) valueAt(`${path}.${key}`, inner as Type, entry, found);
  } else if (kind === 'object') {
    // Attribute-mode blocks: Terraform wants every key, null where unset.
    for (const [key, part] of Object.entries(inner as Record<string, Type>)) {
      const entry = (value as Record<string, Json>)[key];
      if (entry === undefined) found.push(`${path}.${key}: absent; an object attribute needs every key`);
      else valueAt(`${path}.${key}`, part, entry, found);
    }
    for (const key of Object.keys(value)) if (!(key in (inner as object))) found.push(`${path}.${key}: unknown key`);
  }
}

const listOf = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);
