import { aws } from '../../catalogue';
import type { UsedFact } from '../intent';

/** A fact that rests on a table of the catalogue, under the table's mark. */
export function tableFact(table: keyof typeof aws.sources, statement: string): UsedFact {
  const { asOf, confidence, source } = aws.sources[table];
  return { statement, asOf, confidence, sources: [source] };
}
