/**
 * Dynamic references to Systems Manager parameters that these templates make themselves: what a parameter holds is what
 * the reference stands for. Any other stays unknown, as does one whose parameter is not here, is here twice, or may not
 * be made.
 */
import { Reference, type Resource, Unknown, type Value } from '../model';

const TYPE = 'AWS::SSM::Parameter';
/** The whole of a value; a version is let go: the template knows the newest only. */
const WHOLE = /^\{\{resolve:ssm:([\w.\-/]+)(?::\d+)?\}\}$/;

export function resolveParameters(resources: readonly Resource[]): readonly Resource[] {
  const values = new Map<string, Value | undefined>();
  for (const { type, presence, properties, location } of resources) {
    if (type !== TYPE) continue;
    const key = keyOf(String(properties['Name']), location);
    values.set(key, presence || values.has(key) ? undefined : properties['Value']);
  }
  if (values.size === 0) return resources;
  return resources.map((resource) => {
    const properties = resolve(resource.properties as Value, resource.location);
    return properties === resource.properties
      ? resource
      : { ...resource, properties: properties as Resource['properties'] };
  });

  /** The value with its references filled in; itself where there is none. */
  function resolve(value: Value, location: Resource['location']): Value {
    if (value instanceof Unknown) return stated(WHOLE.exec(value.why)?.[1], location) ?? value;
    if (value === null || typeof value !== 'object' || value instanceof Reference) return value;
    const entries = Object.entries(value).map(([key, child]) => [key, resolve(child, location)] as const);
    if (entries.every(([key, child]) => child === (value as { [key: string]: Value })[key])) return value;
    return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
  }

  /** A parameter is of one region. */
  function stated(name: string | undefined, location: Resource['location']): Value | undefined {
    if (name === undefined || typeof location !== 'string') return undefined;
    const value = values.get(keyOf(name, location));
    return value instanceof Unknown ? undefined : value;
  }
}

const keyOf = (name: string, location: Resource['location']): string => `${String(location)}\n${name}`;
