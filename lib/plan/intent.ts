/** Intent: what the country wants of its region, before any cloud is asked. Cloud-neutral, with the reason for each decision. */
import { type CustodyLevel, country as countryFacts, disagreements, type Provenance } from '../catalogue';
import type { CountryProfile } from '../profile';
import { defaultCustody } from '../profile/rules/custody';

/** Something an operator must see to before (or after) a deployment; no template can. */
export interface Precondition {
  readonly id: string;
  readonly cloud: 'aws' | 'azure';
  readonly text: string;
  /** How to meet or verify it: a command or an action. */
  readonly how: string;
}

/** What stays a risk whatever the templates say. */
export interface ResidualRisk {
  readonly id: string;
  readonly text: string;
}

/** A quota to request before the pools can reach their size. */
export interface Quota {
  readonly cloud: 'aws' | 'azure';
  readonly region: string;
  /** Account it is counted in; absent: the one that deploys. */
  readonly account?: string;
  readonly name: string;
  readonly amount: number;
  readonly unit: string;
  readonly reason: string;
}

/** A fact the plan rests on, with its mark. */
export interface UsedFact extends Provenance {
  readonly statement: string;
}

export interface Intent {
  readonly country: string;
  readonly name: string;
  readonly programme?: string;
  readonly classification: CountryProfile['classification'];
  readonly custody: {
    readonly level: CustodyLevel;
    readonly reason: string;
    /** Purposes whose level is below, each with its owner, reason and end. */
    readonly exceptions: NonNullable<NonNullable<CountryProfile['aws']>['custody']>;
  };
  readonly egress: CountryProfile['egress'];
  readonly retention: { readonly logDays: number; readonly reason: string };
}

/** What a cloud's plan adds to the country's. */
export interface PlanNotes {
  readonly quotas: readonly Quota[];
  readonly preconditions: readonly Precondition[];
  readonly residualRisks: readonly string[];
  /** What belongs on the first screen: said in a line each. */
  readonly headlines?: readonly string[];
  readonly facts: readonly UsedFact[];
}

/** @throws RangeError for a country the catalogue does not hold; the parser refuses those first */
export function intentOf(profile: CountryProfile): Intent {
  const facts = factsOf(profile.country);
  const chosen = facts.defaults.logRetentionDays;
  return {
    country: profile.country,
    name: facts.name,
    programme: profile.programme,
    classification: profile.classification,
    custody: {
      level: profile.custody ?? defaultCustody(facts, profile.classification),
      reason: profile.custody ? 'decided in the document' : `catalogue default for ${profile.classification} data`,
      exceptions: profile.aws?.custody ?? {},
    },
    egress: profile.egress,
    retention: {
      logDays: profile.logRetentionDays ?? chosen.value,
      reason: profile.logRetentionDays
        ? 'decided in the document'
        : chosen.text.includes(`(${chosen.confidence})`)
          ? chosen.text
          : `${chosen.text} (${chosen.confidence})`,
    },
  };
}

/** Facts of the country that any cloud's plan rests on. */
export function countryNotes(profile: CountryProfile): UsedFact[] {
  const facts = factsOf(profile.country);
  const mark = ({ asOf, confidence, sources, note }: Provenance): Provenance => ({ asOf, confidence, sources, note });
  return [
    { statement: `Law: ${facts.law.value.name}`, ...mark(facts.law) },
    { statement: `Transfers abroad: ${facts.transfer.value.regime}`, ...mark(facts.transfer) },
    ...facts.logs.map((log) => ({
      statement: `Logs: ${log.value.regime}${log.value.days === null ? '' : `: ${log.value.days} days`}`,
      ...mark(log),
    })),
    {
      statement: `Key custody floor: ${facts.defaults.keyCustody.value} (${facts.defaults.keyCustody.text})`,
      ...mark(facts.defaults.keyCustody),
    },
    ...disagreements(profile.country).map((text) => ({
      statement: `The sources disagree: ${text}`,
      asOf: facts.azure.asOf,
      confidence: 'unverified' as const,
      sources: facts.azure.sources,
    })),
  ];
}

function factsOf(code: string) {
  const facts = countryFacts(code);
  if (!facts) throw new RangeError(`The catalogue holds no country ${code}`);
  return facts;
}
