/** A Terraform root: the files of one folder, read as one configuration. */
import type { Path, SourceDocument } from '../document';
import type { SourceFile } from '../model';

export interface RootFile {
  readonly file: SourceFile;
  readonly document: SourceDocument;
}

/** A block and the place it has in its file. */
export interface Block {
  readonly from: RootFile;
  readonly labels: readonly string[];
  readonly body: { readonly [key: string]: unknown };
  readonly path: Path;
}

/**
 * Blocks of a kind: `resource` has two labels (type, name), `variable` one, `locals` none.
 * JSON syntax lets a list of objects stand wherever an object may; both are read.
 */
export function blocks(files: readonly RootFile[], kind: string, labels: number): Block[] {
  return files.flatMap((from) => {
    const root = from.document.data;
    return isObject(root) && Object.hasOwn(root, kind) ? [...walk(from, root[kind], labels, [], [kind])] : [];
  });
}

function* walk(from: RootFile, node: unknown, depth: number, labels: string[], path: Path): Generator<Block> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) {
      if (isObject(item)) yield* walk(from, item, depth, labels, [...path, index]);
    }
  } else if (isObject(node)) {
    if (depth === 0) yield { from, labels, body: node, path };
    else {
      for (const [label, child] of Object.entries(node)) {
        if (label !== '//') yield* walk(from, child, depth - 1, [...labels, label], [...path, label]);
      }
    }
  }
}

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
