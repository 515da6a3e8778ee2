/** Facts both clouds' plans rest on in the same way. */
import type { Confidence } from '../catalogue';
import type { UsedFact } from './intent';

/** A size where a pool stands: offered by the catalogue, or claimed by the document. */
export interface Offer {
  readonly size: string;
  readonly place: string;
  readonly offered: boolean;
  /** The document's source, where the catalogue knows no offering. */
  readonly claim?: string;
}

/** What the catalogue offers, under its source; what it does not, under the document's, which is never more than a claim. */
export function offerFacts(
  offers: readonly Offer[],
  source: { readonly asOf: string; readonly confidence: Confidence; readonly source: string },
): UsedFact[] {
  const list = (some: readonly Offer[]): string =>
    [...new Set(some.map(({ size, place }) => `${size} in ${place}`))].sort().join(', ');
  const known = offers.filter(({ offered }) => offered);
  const claims = [...new Set(offers.filter(({ offered }) => !offered).map(({ claim }) => claim))].sort();
  return [
    ...(known.length > 0
      ? [
          {
            statement: `Offered: ${list(known)}`,
            asOf: source.asOf,
            confidence: source.confidence,
            sources: [source.source],
          },
        ]
      : []),
    ...claims.map((claim) => ({
      statement: `Not in the catalogue: ${list(offers.filter((offer) => !offer.offered && offer.claim === claim))}`,
      asOf: '-',
      confidence: 'unverified' as const,
      sources: [claim === undefined ? 'nobody says that it is offered' : `the document says: ${claim}`],
    })),
  ];
}
