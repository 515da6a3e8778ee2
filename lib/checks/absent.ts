/** Values that stand for nothing: an empty block, an empty text, a variable that may be null. */
import { Unknown, type Value } from '../graph/model';

/** Whether a value states nothing. `[]` is how a dialect writes a block that is left out, `""` an optional name. */
export const isAbsent = (value: Value | undefined): value is undefined | null | '' | [] =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether it is one expression alone that names no resource: it may be null at deployment, and the argument then absent. */
export const mayBeNull = (value: Value | undefined): boolean =>
  value instanceof Unknown && value.references.length === 0 && /^\$\{[^}]*\}$/.test(value.text ?? '${}');
