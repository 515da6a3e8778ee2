/** Keys: what the templates must hold, and what is made out of band. */
import type { Expectation } from '../../expectation';
import type { Intent, Precondition } from '../../intent';
import { type Capability, type Draft, precondition, stackOf } from '../capability';
import { keyParameter } from '.';
import type { KeyPlan } from './types';

/** Every key with the stack that makes or takes it, the place of its promise, and its region. */
export function keyOwners(plan: Draft) {
  const owned = (stack: string, place: string, keys: readonly KeyPlan[]) => ({
    stack,
    place,
    keys,
    region: plan.stacks.find(({ name }) => name === stack)?.region ?? plan.regions.primary,
  });
  return [
    owned(stackOf(plan, 'archive'), 'archive', plan.archive.keys),
    ...plan.audits.map(({ stack, label, keys }) => owned(stack, `audit/${label || 'account'}`, keys)),
    owned(stackOf(plan, 'data'), 'data', plan.data.keys),
    ...(plan.recovery ? [owned(stackOf(plan, 'recovery'), 'recovery', plan.recovery.keys)] : []),
    owned(plan.registry.stack, 'registry', plan.registry.keys),
    ...plan.cells.map((cell) => owned(cell.stack, `cells/${cell.name}`, cell.keys)),
  ];
}

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

function outOfBand(plan: Draft, { custody }: Intent): Precondition[] {
  if (custody.level === 'cmk') return [];
  const external = custody.level === 'external';
  const store = external
    ? '--origin EXTERNAL_KEY_STORE --custom-key-store-id <store> --xks-key-id <key>'
    : '--origin AWS_CLOUDHSM --custom-key-store-id <store>';
  return keyOwners(plan).flatMap(({ keys, stack, region }) =>
    keys.map((key) =>
      precondition(
        `key-${stack}-${key.purpose}`,
        `${key.alias} is made in the country's own ${external ? 'external key store' : 'CloudHSM key store'} in ${region}, for ${key.reason}; its policy lets through: ${key.users}`,
        `aws kms create-key --region ${region} ${store} --policy file://<policy>; aws kms create-alias --region ${region} --alias-name ${key.alias} --target-key-id <id>; npx cdk deploy ${stack} --parameters ${stack}:${keyParameter(key.purpose)}=<arn>`,
      ),
    ),
  );
}

export const keys: Capability = {
  expectations: (plan) => keyOwners(plan).flatMap(({ stack, place, keys: own }) => keysOf(stack, place, own)),
  notes: (plan, intent) => ({
    preconditions: outOfBand(plan, intent),
    residualRisks: [
      intent.custody.level === 'cmk'
        ? "AWS: key material lives in the vendor's multi-tenant HSMs; a legal order to the vendor is not met by encryption."
        : "AWS: policies of keys made out of band are the operator's: no template shows who may use them.",
    ],
  }),
};
