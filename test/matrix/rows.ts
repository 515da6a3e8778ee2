/** Rows of a matrix: a country document each, made of the least one by edits. */

/** Dotted path → value. `*` is every element of a list, `undefined` takes the key away. */
export type Edits = Readonly<Record<string, unknown>>;

export interface Row {
  readonly name: string;
  /** A country document: JSON is YAML. */
  readonly text: string;
}

export function rowOf(name: string, document: object, edits: readonly Edits[]): Row {
  for (const [path, value] of edits.flatMap((edit) => Object.entries(edit))) set(document, path.split('.'), value);
  return { name, text: JSON.stringify(document, null, 2) };
}

function set(node: object, [key = '', ...rest]: readonly string[], value: unknown): void {
  const map = node as Record<string, object>;
  for (const name of key === '*' ? Object.keys(map) : [key]) {
    if (rest.length === 0) map[name] = structuredClone(value) as object;
    else {
      map[name] ??= {};
      set(map[name], rest, value);
    }
  }
}

/** Each document once: the least that pairs and regions say of one place is the same. */
export const once = (rows: readonly Row[]): Row[] => [...new Map(rows.map((each) => [each.text, each])).values()];
