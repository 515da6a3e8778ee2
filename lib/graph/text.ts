/** Strings that are known in part: how a concatenation keeps the text around what it does not know. */
import { Reference, Unknown, type Value } from './model';

/**
 * The account (and the partition, where no region is given) is always the reader's own, whatever its number: its
 * placeholder stays literal text, so an ARN that names it still compares, splits and shows its region.
 */
const OWN = new Set(['AWS::AccountId', 'AWS::Partition']);

/** A pseudo parameter whose value only the deployment knows. */
export const placeholder = (name: string): Unknown => new Unknown(name, `\${${name}}`);

/** No template says anything in more text than this; a hostile one doubles its text at every step. */
const LONGEST = 100_000;

/** Joins parts into a string, or into an `Unknown` that carries the text with `${…}` where the holes are. */
export function concat(parts: readonly Value[]): string | Unknown {
  let text = '';
  let whole = true;
  const references: Reference[] = [];
  for (const part of parts) {
    if (part instanceof Reference) {
      whole = false;
      references.push(part);
      text += show(part);
    } else if (part instanceof Unknown) {
      if (!OWN.has(part.why)) whole = false;
      references.push(...part.references);
      text += part.text ?? `\${${part.why}}`;
    } else if (part === null || typeof part === 'object') {
      whole = false;
      text += '${…}';
    } else text += String(part);
    if (text.length > LONGEST) return new Unknown(`text longer than ${LONGEST} characters`);
  }
  return whole ? text : new Unknown(text, text, references);
}

/** `${Bucket}` or `${Bucket.Arn}`, as a person would write it. */
export function show(reference: Reference): string {
  const address = reference.target.slice(reference.target.indexOf('#') + 1);
  return reference.attribute === 'ref' ? `\${${address}}` : `\${${address}.${reference.attribute}}`;
}
