/** The custody matrix as a person reads it, the same on both clouds. */
import type { CustodyRow } from '../plan/custody';
import type { Medium } from './medium';

export const custodyTable = (rows: readonly CustodyRow[], medium: Medium): string =>
  medium.table(
    ['purpose', 'service', 'held at', 'could be', 'the service takes', 'exception'],
    rows.map((row) => [
      row.purpose,
      row.service,
      row.level,
      row.reaches.join(', ') || 'nothing else',
      row.takes,
      row.exception ? `until ${row.exception.until}, ${row.exception.owner}: ${row.exception.reason}` : '-',
    ]),
  );
