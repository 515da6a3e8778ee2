/** Custody as both clouds plan it: exceptions to the country's level, and the matrix a reader sees. */
import type { CustodyLevel, Held } from '../catalogue';

/** An exception to the country's level of custody, as the document writes it. */
export interface CustodyException {
  readonly level: Held;
  readonly reason: string;
  readonly owner: string;
  /** Date it ends, `YYYY-MM-DD`. */
  readonly until: string;
}

/** A purpose of the plan: the level it is held at, and the levels it could be. */
export interface CustodyRow {
  readonly purpose: string;
  /** Service that uses the key. */
  readonly service: string;
  /** Level it is held at; `vendor`: under a key no customer holds. */
  readonly level: Held;
  readonly reaches: readonly CustodyLevel[];
  /** What keys the service takes. */
  readonly takes: string;
  readonly exception?: CustodyException;
}

/** An exception in a sentence. */
export const exceptionText = (purpose: string, { level, owner, reason, until }: CustodyException): string =>
  `${purpose} is held at ${level} until ${until} (${owner}: ${reason})`;

/** The exceptions of a matrix, in a sentence each. */
export const exceptionsOf = (rows: readonly CustodyRow[]): string[] =>
  rows.flatMap(({ purpose, exception }) => (exception ? [exceptionText(purpose, exception)] : []));
