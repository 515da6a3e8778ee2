/** Keys: what the templates must hold, what is made out of band, and what custody does not reach. */
import { awsCustody } from '../../../catalogue';
import { exceptionsOf } from '../../custody';
import type { Expectation } from '../../expectation';
import type { Intent, PlanNotes, Precondition, UsedFact } from '../../intent';
import { type Capability, type Draft, precondition } from '../capability';
import { custodyMatrix, UNREACHED } from './matrix';
import { keyId, keyOwners } from './owners';
import type { KeyPlan } from './types';

/** Keys made out of band, and whether the document names each. */
export const importedKeys = (plan: Draft) =>
  keyOwners(plan).flatMap((owner) =>
    owner.keys
      .filter(({ source }) => source === 'import')
      .map((key) => ({ key, owner, arn: plan.namedKeys[keyId(owner.stack, key)] })),
  );

/** A key made here is recognised by the alias attached to it; an imported one leaves nothing to find. */
const keysOf = (stack: string, place: string, plans: readonly KeyPlan[]): Expectation[] =>
  plans
    .filter(({ source }) => source === 'create')
    .map((key) => ({
      promise: `${place}/keys/${key.purpose}`,
      stack,
      type: 'AWS::KMS::Key',
      identity: { 'Tags.Name': key.alias.slice('alias/'.length) },
      settings: { EnableKeyRotation: true, MultiRegion: false },
    }));

function preconditions(plan: Draft): Precondition[] {
  const imported = importedKeys(plan);
  const missing = imported.filter(({ arn, owner }) => arn === undefined && !owner.everyAccount);
  return [
    ...(missing.length > 0
      ? [
          precondition(
            'keys-phase-one',
            `${missing.length} keys are made in the country's own key stores: ${missing.map(({ key, owner }) => `${key.alias} in ${owner.region}`).join(', ')}`,
            'keys.md beside the templates: every command in order, each policy ready in aws/keys; then name the ARNs under aws.keys and synthesize again',
          ),
        ]
      : []),
    ...(imported.length > 0
      ? [
          precondition(
            'keys-policies',
            'the policy of each key made out of band is the one in aws/keys: no template holds it in place',
            'aws kms get-key-policy --key-id <alias> --policy-name default --query Policy --output text, against the file',
          ),
        ]
      : []),
  ];
}

function notes(plan: Draft, intent: Intent): Partial<PlanNotes> {
  const { level, exceptions } = intent.custody;
  const rows = custodyMatrix(plan, intent);
  const waived = exceptionsOf(rows);
  const imported = importedKeys(plan);
  const missing = imported.filter(({ arn }) => arn === undefined).length;
  return {
    preconditions: preconditions(plan),
    residualRisks: [
      ...(rows.some((row) => row.level === 'cmk')
        ? [
            "AWS: key material at level cmk lives in the vendor's multi-tenant HSMs; a legal order to the vendor is not met by encryption.",
          ]
        : []),
      ...(imported.length > 0
        ? [
            "AWS: no template holds the policies of keys made out of band; whoever may put a key's policy can change it, and drift is seen only by comparing.",
            `AWS: while a key store is away nothing under its keys can be read or started, and keys in it do not rotate by themselves (${awsCustody.levels[level].rotation}).`,
          ]
        : []),
      plan.guardrails
        ? 'AWS: a key policy may be put by the deployment and the administrators of the organisation only; they could let themselves use a key, and the trail would show it.'
        : 'AWS: without an organisation, whoever may put a key policy in an account can let themselves use its keys; only the trail would show it.',
      ...waived.map((text) => `AWS: by exception to custody ${level}, ${text}.`),
      ...(level !== 'cmk' && !exceptions[UNREACHED]
        ? [
            `AWS: custody ${level} does not reach ${UNREACHED}, and no exception under aws.custody says who answers for it.`,
          ]
        : []),
    ],
    headlines: [
      ...(missing > 0
        ? [`custody ${level}, phase one of two: ${missing} keys to be made out of band, see keys.md`]
        : []),
      ...waived.map((text) => `exception to custody ${level}: ${text}`),
    ],
    facts: factsOf(rows.map((row) => row.level)),
  };
}

function factsOf(levels: readonly string[]): UsedFact[] {
  const { stores, hsmRegions } = awsCustody;
  const fact = (statement: string, { asOf, confidence, source }: typeof stores): UsedFact => ({
    statement,
    asOf,
    confidence,
    sources: [source],
  });
  return [
    ...(levels.some((level) => level === 'hsm-cmk' || level === 'external')
      ? [fact('Keys in a key store of the country serve every service here that takes customer managed keys', stores)]
      : []),
    ...(levels.includes('hsm-cmk') ? [fact('CloudHSM is in the regions used', hsmRegions)] : []),
  ];
}

export const keys: Capability = {
  expectations: (plan) => keyOwners(plan).flatMap(({ stack, place, keys: own }) => keysOf(stack, place, own)),
  notes,
};
