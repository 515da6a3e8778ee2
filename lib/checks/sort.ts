import type { Finding } from './model';

/** By file, resource, check, then place and message: an order no locale or run changes. */
export const sortFindings = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) =>
      order(a.resource.file, b.resource.file) ||
      order(a.resource.address, b.resource.address) ||
      order(a.check, b.check) ||
      a.resource.line - b.resource.line ||
      a.resource.column - b.resource.column ||
      order(a.message, b.message),
  );

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
