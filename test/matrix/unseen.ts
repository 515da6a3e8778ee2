/** What of the document's schema a matrix does not show. */
import Ajv from 'ajv/dist/2020';

export interface Schema {
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const ajv = new Ajv({ strict: false, formats: { ipv4: true } });

/** What of a schema no value shows: keys never written or never left out, choices never made. */
export function unseen(schema: Schema, values: readonly unknown[], path: string): string[] {
  if (values.length === 0) return [`${path} is in no document`];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return choices.flatMap((branch, index) => {
      const matches = ajv.compile(branch);
      return unseen(
        branch,
        values.filter((value) => matches(value)),
        `${path} (choice ${index + 1})`,
      );
    });
  if (schema.enum)
    return schema.enum.filter((value) => !values.includes(value)).map((value) => `${path}: ${value} is in no document`);
  if (schema.type === 'boolean')
    return [true, false]
      .filter((value) => !values.includes(value))
      .map((value) => `${path}: ${value} is in no document`);
  if (schema.items) return unseen(schema.items, values.flat(), `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const maps = values as readonly Record<string, unknown>[];
    const written = maps.filter((map) => key in map).map((map) => map[key]);
    const always = !schema.required?.includes(key) && written.length === maps.length;
    return [
      ...(always ? [`${path}.${key} is left out of no document`] : []),
      ...unseen(property, written, `${path}.${key}`),
    ];
  });
}
