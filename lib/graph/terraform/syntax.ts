/** The few forms of a Terraform expression that are read without evaluating it. */
import type { Value } from '../model';
import { flag } from '../value';

/** One step of `a.b[0]["c"][each.key].*`. */
export interface Step {
  readonly key: string;
  /** In brackets, or a splat: it picks an instance or an item. */
  readonly isIndex: boolean;
  /** Which one it picks is not written down. */
  readonly isOpen: boolean;
}

export function literalOf(source: string): Value | undefined {
  if (source === 'true' || source === 'false') return source === 'true';
  if (source === 'null') return null;
  if (/^-?\d+(\.\d+)?$/.test(source)) return Number(source);
  const quoted = /^"([^"\\$%]*)"$/.exec(source);
  return quoted ? quoted[1] : undefined;
}

const STEP = /\.([A-Za-z_0-9][\w-]*)|\.?(\*)|\[(\d+)\]|\["([^"]*)"\]|\[(\*|[A-Za-z_][\w.-]*)\]/y;

/** The steps of a traversal; undefined for anything that computes. */
export function traversal(source: string): Step[] | undefined {
  const head = /^[A-Za-z_][\w-]*/.exec(source)?.[0];
  if (head === undefined) return undefined;
  const steps: Step[] = [{ key: head, isIndex: false, isOpen: false }];
  STEP.lastIndex = head.length;
  while (STEP.lastIndex < source.length) {
    const match = STEP.exec(source);
    if (!match) return undefined;
    const [, name, splat, number, text, open] = match;
    const key = name ?? splat ?? number ?? text ?? open ?? '';
    steps.push({ key, isIndex: name === undefined, isOpen: splat !== undefined || open !== undefined });
  }
  return steps;
}

const ATOM = String.raw`"[^"\\$%]*"|[A-Za-z_0-9][\w.-]*(?:\[\d+\]|\["[^"]*"\])*`;
const CHOICE = new RegExp(`^(!?)\\s*(${ATOM})(?:\\s*(==|!=)\\s*(${ATOM}))?\\s*\\?\\s*(${ATOM})\\s*:\\s*(${ATOM})$`);

/** The branch `condition ? a : b` takes, where the condition is a name or a comparison that is settled here. */
export function choice(source: string, read: (atom: string) => Value): string | undefined {
  const match = CHOICE.exec(source);
  if (!match) return undefined;
  const [, not, left = '', operator, right, yes, no] = match;
  const truth =
    right === undefined
      ? flag(read(left), false)
      : equal(read(left), read(right), operator === '!=' ? not === '' : not !== '');
  if (typeof truth !== 'boolean') return undefined;
  return truth === (right !== undefined || not === '') ? yes : no;
}

function equal(left: Value, right: Value, negated: boolean): boolean | undefined {
  const isScalar = (value: Value) => value === null || typeof value !== 'object';
  return isScalar(left) && isScalar(right) ? (String(left) === String(right)) !== negated : undefined;
}
