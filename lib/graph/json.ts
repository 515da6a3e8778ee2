/** JSON text → data at once, places only when someone asks. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Path, SourceDocument } from './document';
import { lineIndex, type Place, START } from './lines';

export function readJson(text: string): SourceDocument | string {
  try {
    return { data: JSON.parse(text), place: lazyPlaces(text) };
  } catch (error) {
    return `not valid JSON${whereItBreaks(text) ?? `: ${(error as Error).message}`}`;
  }
}

function whereItBreaks(text: string): string | undefined {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true });
  } catch {
    return undefined; // nested too deep for the recursive parser
  }
  const [first] = errors;
  if (!first) return undefined;
  const { line, column } = lineIndex(text)(first.offset);
  return ` at line ${line}, column ${column}: ${printParseErrorCode(first.error)}`;
}

function lazyPlaces(text: string): (path: Path) => Place {
  let find: ((path: Path) => Place) | undefined;
  return (path) => {
    find ??= places(text);
    return find(path);
  };
}

function places(text: string): (path: Path) => Place {
  let root: Node | undefined;
  try {
    root = parseTree(text);
  } catch {
    return () => START; // JSON.parse is iterative, this parser is not: a very deep file has data but no places
  }
  const at = lineIndex(text);
  const members = new WeakMap<Node, Map<string, Node>>();
  const member = (object: Node, key: string): Node | undefined => {
    let index = members.get(object);
    if (!index) {
      index = new Map((object.children ?? []).map((property) => [String(property.children?.[0]?.value), property]));
      members.set(object, index);
    }
    return index.get(key);
  };
  return (path) => {
    let node = root;
    let found = root?.offset ?? 0;
    for (const step of path) {
      // Terraform writes a single block as a list of one; its path may leave the index out.
      if (node?.type === 'array' && typeof step === 'string' && node.children?.length === 1) node = node.children[0];
      if (node?.type === 'object') {
        const property = member(node, String(step));
        if (!property) break;
        found = property.offset;
        node = property.children?.[1];
      } else if (node?.type === 'array' && typeof step === 'number') {
        const item = node.children?.[step];
        if (!item) break;
        found = item.offset;
        node = item;
      } else break;
    }
    return at(found);
  };
}
