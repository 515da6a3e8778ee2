/** A Terraform root: the files of one folder, read as one configuration. */
import type { Path, SourceDocument } from '../document';
import type { SourceFile } from '../model';
import { baseName } from '../name';

export interface RootFile {
  readonly file: SourceFile;
  readonly document: SourceDocument;
}

/** The files of one folder: a root, or a module of one. */
export interface Folder {
  /** As shown to people, with forward slashes; empty for the folder itself. */
  readonly path: string;
  readonly stack: string;
  readonly files: RootFile[];
  /** Files of values for its variables. */
  readonly values: RootFile[];
}

/** `*.tfvars` and `*.tfvars.json`. */
export const VALUES = /\.tfvars(\.json)?$/i;

/** The values Terraform would take: the later file wins, and the files it loads by itself come first. */
export function valuesOf({ values }: Folder): ReadonlyMap<string, unknown> {
  const rank = ({ file }: RootFile): string => {
    const name = baseName(file.name);
    return `${/^terraform\.tfvars/.test(name) ? 0 : /\.auto\.tfvars/.test(name) ? 1 : 2}${name}`;
  };
  const sorted = [...values].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return new Map(sorted.flatMap(({ document: { data } }) => (isObject(data) ? Object.entries(data) : [])));
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
