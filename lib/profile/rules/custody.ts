import {
  type CountryFacts,
  type CustodyLevel,
  country as countryFacts,
  custodyRank,
  isVerified,
} from '../../catalogue';
import { basisOf, type Rule, type Sound, wasWrong } from './rule';

/** Whether the country's custody floor binds: a verified law or scheme, and data it speaks of. */
export function custodyFloorBinds(facts: CountryFacts, classification: Sound['classification']): boolean {
  const floor = facts.defaults.keyCustody;
  // A floor for classified data speaks of secret data only.
  const concerns = floor.text.includes('classified') ? classification === 'secret' : classification !== 'official';
  return floor.basis !== 'design-choice' && isVerified(floor) && concerns;
}

/** The custody level a document without one gets. */
export const defaultCustody = (facts: CountryFacts, classification: Sound['classification']): CustodyLevel =>
  custodyFloorBinds(facts, classification) ? facts.defaults.keyCustody.value : 'cmk';

/** Custody reaches the country's floor. */
export const custody: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!facts) return;
  if (wasWrong(document, 'classification') || wasWrong(document, 'custody')) return;
  const classification = document.classification ?? 'restricted';
  const level = document.custody ?? defaultCustody(facts, classification);
  const floor = facts.defaults.keyCustody;
  if (custodyRank(level) < custodyRank(floor.value)) {
    const binds = custodyFloorBinds(facts, classification);
    report({
      severity: binds ? 'error' : 'warning',
      path: ['custody'],
      title: binds ? 'custody below the legal floor' : 'custody below the recommended level',
      found: `${level} for ${classification} data`,
      allowed: `${floor.value} (${basisOf(floor)})`,
      mend: binds ? `write custody: ${floor.value}` : `consider ${floor.value}; ${whyNot(floor)}`,
    });
  }
};

/** Why a floor above the level does not bind. */
function whyNot(floor: CountryFacts['defaults']['keyCustody']): string {
  if (floor.basis === 'design-choice') return 'a design choice, not a law';
  return isVerified(floor) ? 'it binds for data of a higher class' : 'no one has verified that a law asks for it';
}
