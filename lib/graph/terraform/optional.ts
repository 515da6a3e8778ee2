/** Defaults that a variable's type gives to what is left out: `object({ days = optional(number, 30) })`. */
import type { Value } from '../model';
import { isTable } from '../value';
import { type Expression, templateOf } from './syntax';

/** @param type as the variable declares it; anything else than a type leaves the value as it is */
export function withOptional(type: unknown, value: Value, evaluate: (expression: string) => Value): Value {
  const read = typeof type === 'string' && type.includes('optional') ? templateOf(type) : undefined;
  return read ? fill(read, value) : value;

  function fill(of: Expression, given: Value): Value {
    if (of.kind !== 'call' || given === null) return given;
    const [inner] = of.args;
    if (!inner) return given;
    if (of.name === 'list' || of.name === 'set')
      return Array.isArray(given) ? given.map((item) => fill(inner, item)) : given;
    if (!isTable(given)) return given;
    if (of.name === 'map')
      return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, fill(inner, item)]));
    if (of.name !== 'object' || inner.kind !== 'object') return given;
    const entries = inner.entries.flatMap(([label, declared]): [string, Value][] => {
      const name = label.kind === 'literal' ? String(label.value) : '';
      const stated = Object.hasOwn(given, name) ? (given[name] ?? null) : undefined;
      if (declared.kind !== 'call' || declared.name !== 'optional')
        return stated === undefined ? [] : [[name, fill(declared, stated)]];
      const [part, fallback] = declared.args;
      const value = stated ?? (fallback ? evaluate(`\${${fallback.source}}`) : null);
      return [[name, part ? fill(part, value) : value]];
    });
    return Object.fromEntries(entries);
  }
}
