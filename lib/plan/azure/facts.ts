/** Facts of the Azure catalogue, with the mark of their table. */
import { azure } from '../../catalogue';
import type { UsedFact } from '../intent';

export function tableFact(key: keyof typeof azure.sources, statement: string): UsedFact {
  const { asOf, confidence, source } = azure.sources[key];
  return { statement, asOf, confidence, sources: [source] };
}
