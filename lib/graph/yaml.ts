/** YAML text → data, with CloudFormation's short tags (`!Ref x`) written out as the long form (`{ Ref: x }`). */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Path, SourceDocument } from './document';
import { lineIndex, type Place } from './lines';

const DEEPEST = 400;
/** CloudFormation takes no template above a megabyte, and only its templates are YAML. Reading one takes a second. */
const LARGEST = 1_048_576;
/** Aliases of aliases grow without bound; no template has this many values. */
const MOST_VALUES = 300_000;

export function readYaml(text: string): SourceDocument | string {
  if (text.length > LARGEST) return 'larger than any YAML template CloudFormation takes (1 MB)';
  try {
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
    const at = lineIndex(text);
    const [error] = document.errors;
    if (error) {
      const { line, column } = at(error.pos[0]);
      const why =
        error.code === 'RESOURCE_EXHAUSTION' ? 'nested too deep' : (error.message.split('\n')[0] ?? error.code);
      return `not valid YAML at line ${line}, column ${column}: ${why.replace(/ at line \d.*$/, '')}`;
    }
    const budget = { left: MOST_VALUES };
    // The library looks an alias up by walking the document each time; anchors come before their aliases anyway.
    const anchors = new Map<string, Node>();
    const resolveAlias = (node: Node | null) => (isAlias(node) ? (anchors.get(node.source) ?? null) : node);
    const root = document.contents as Node | null;
    return { data: toData(root, 0), place: (path) => find(root, path) };

    function toData(given: Node | null, depth: number): unknown {
      const node = resolveAlias(given);
      if (node && 'anchor' in node && node.anchor) anchors.set(node.anchor, node);
      if (depth > DEEPEST) throw new Error(`nested deeper than ${DEEPEST} levels`);
      budget.left -= 1;
      if (budget.left < 0) throw new Error('its aliases expand to more values than a template can hold');
      const plain = isMap(node)
        ? mapping(node, depth)
        : isSeq(node)
          ? node.items.map((item) => toData(item as Node | null, depth + 1))
          : isScalar(node)
            ? node.value
            : null;
      return longForm(node?.tag, plain);
    }

    function mapping(node: YAMLMap, depth: number): Record<string, unknown> {
      const own: [string, unknown][] = [];
      const merged: [string, unknown][] = [];
      for (const pair of node.items) {
        const value = toData(pair.value as Node | null, depth + 1);
        if (keyOf(pair) === '<<' && value !== null && typeof value === 'object') {
          for (const source of Array.isArray(value) ? value : [value]) merged.push(...Object.entries(source ?? {}));
        } else own.push([keyOf(pair), value]);
      }
      // fromEntries defines own properties, so a key `__proto__` stays a key.
      return Object.fromEntries([...merged, ...own]);
    }

    function find(start: Node | null, path: Path): Place {
      let node = start;
      let found = node?.range?.[0] ?? 0;
      for (const step of path) {
        node = resolveAlias(node);
        if (isSeq(node) && typeof step === 'string' && node.items.length === 1) node = node.items[0] as Node | null;
        if (isMap(node)) {
          const pair: Pair | undefined = node.items.findLast((item) => keyOf(item) === String(step));
          if (!pair) break;
          found = (pair.key as Node | null)?.range?.[0] ?? found;
          node = pair.value as Node | null;
        } else if (isSeq(node) && typeof step === 'number' && step in node.items) {
          node = node.items[step] as Node | null;
          found = node?.range?.[0] ?? found;
        } else break;
      }
      return at(found);
    }
  } catch (error) {
    return `not readable as YAML: ${error instanceof RangeError ? 'nested too deep' : (error as Error).message}`;
  }
}

function keyOf(pair: Pair): string {
  const key = pair.key as Node | null;
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function longForm(tag: string | undefined, value: unknown): unknown {
  if (!tag || !/^![A-Za-z]/.test(tag)) return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot === -1 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
