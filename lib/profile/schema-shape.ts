/** A schema as a tree of keys: what it wants at a path of a document. */
import type { z } from 'zod';

type Path = readonly (string | number)[];

export interface SchemaNode {
  readonly def: {
    readonly type: string;
    readonly format?: string;
    readonly innerType?: SchemaNode;
    readonly element?: SchemaNode;
    readonly shape?: Record<string, SchemaNode>;
    readonly options?: SchemaNode[];
    readonly values?: unknown[];
    readonly entries?: Record<string, string>;
  };
  safeParse(value: unknown): { success: boolean; error?: z.ZodError };
}

export class Shape {
  private readonly root: SchemaNode;

  constructor(schema: z.ZodType) {
    this.root = schema as unknown as SchemaNode;
  }

  /** The schema of the value at a path. Of a union, the member that knows the key. */
  at(path: Path, bare = true): SchemaNode | undefined {
    let node: SchemaNode | undefined = this.root;
    for (const step of path) {
      const at = unwrap(node);
      const shape = shapeOf(at);
      node = typeof step === 'number' ? at?.def.element : Object.hasOwn(shape, step) ? shape[step] : undefined;
    }
    return bare ? unwrap(node) : node;
  }

  /** Keys the schema knows at a path. */
  keysAt(path: Path): string[] {
    return Object.keys(shapeOf(this.at(path)));
  }
}

function unwrap(wrapped: SchemaNode | undefined): SchemaNode | undefined {
  let at = wrapped;
  while (at?.def.type === 'optional' || at?.def.type === 'default') at = at.def.innerType;
  return at;
}

/** Keys of a map; of a union, those of all its members, and the words that tell them apart together. */
function shapeOf(node: SchemaNode | undefined): Record<string, SchemaNode> {
  const shape: Record<string, SchemaNode> = { ...node?.def.shape };
  for (const [key, next] of (node?.def.options ?? []).flatMap(({ def }) => Object.entries(def.shape ?? {}))) {
    const values = [...(shape[key]?.def.values ?? []), ...(next.def.values ?? [])];
    const safeParse = (value: unknown) => ({ success: values.includes(value) });
    shape[key] = values.length > 0 ? { def: { ...next.def, values }, safeParse } : next;
  }
  return shape;
}
