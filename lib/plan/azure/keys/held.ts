/** What a plan must not say of its keys: a level that nobody reaches and nobody answers for, or keys that are not its own. */
import {
  azureCustody,
  azureReaches,
  azureRegion,
  countryName,
  custodyRank,
  type Held,
  vaultCopiedTo,
} from '../../../catalogue';
import type { AzureTarget } from '../../../profile';
import type { Issue } from '../../../profile/document';
import { didYouMean } from '../../../profile/suggest';
import type { Intent } from '../../intent';
import { PlanRefusal } from '../../network';
import { type Draft, estatesOf } from '../capability';
import { keyId } from '.';
import type { KeyPlan } from './types';

/** @throws PlanRefusal with every purpose whose level is not reached, and every key named that is none of the plan's */
export function holdCustody(plan: Draft, intent: Intent, target: AzureTarget): void {
  const issues = [...unreached(plan, intent), ...misnamed(plan, target), ...needless(plan, target)];
  if (issues.length > 0) throw new PlanRefusal(issues);
}

/** Purposes held by nobody that the document answers for. */
function unreached(plan: Draft, { custody }: Intent): Issue[] {
  const keys = estatesOf(plan).flatMap((estate) => estate.keys);
  const short = keys.filter((key) => key.custody === 'vendor' && !key.exception).map(({ purpose }) => purpose);
  return [...new Set(short)].map((purpose) => {
    const { service, takes } = azureCustody.purposes[purpose] ?? {};
    const reaches = azureReaches(purpose, plan.dialect, plan.location);
    const lower: Held = reaches.filter((level) => custodyRank(level) < custodyRank(custody.level)).at(-1) ?? 'vendor';
    const other = azureReaches(purpose, 'v5', plan.location).some(
      (level) => custodyRank(level) >= custodyRank(custody.level),
    );
    const pair = vaultCopiedTo(plan.location);
    const where = pair
      ? `; a vault in ${plan.location} is copied to ${pair}, in ${countryName(azureRegion(pair)?.country ?? '')}, without a switch`
      : '';
    return {
      path: ['azure'],
      key: true,
      title: 'custody level that a service does not reach',
      found: `${custody.level} for ${purpose} (${service}), which takes ${takes}${where}`,
      allowed: `${lower} for ${purpose}, as an exception with its reason, owner and end${other ? '; or dialect: v5, which reaches it' : ''}`,
      mend: `write custody: { ${purpose}: { level: ${lower}, reason: …, owner: …, until: … } } in the azure section${other ? ', or dialect: v5' : ''}`,
    };
  });
}

/** Addresses the document gives to keys: each is that of a key of this plan that is brought in. */
function misnamed(plan: Draft, { keys: named = {} }: AzureTarget): Issue[] {
  const wanted = new Map(
    estatesOf(plan).flatMap(({ root, keys }) => keys.map((key): [string, KeyPlan] => [keyId(root, key), key])),
  );
  const imported = [...wanted].filter(([, { source }]) => source === 'import').map(([id]) => id);
  return Object.entries(named).flatMap(([id, address]): Issue[] => {
    const path = ['azure', 'keys', id];
    const key = wanted.get(id);
    if (key?.source !== 'import')
      return [
        {
          path,
          key: true,
          title: key ? 'key that Terraform makes' : 'no such key',
          found: key ? `${id}, which is held at ${key.custody}` : `${id}${didYouMean(id, imported)}`,
          allowed: imported.length > 0 ? imported.join(', ') : 'no keys: none of this plan is brought in',
          mend: key ? 'remove it, or raise custody' : 'name a root and a purpose of this plan',
        },
      ];
    if (!plan.hsm?.activation)
      return [
        {
          path,
          key: true,
          title: 'key in a Managed HSM that is not activated',
          found: id,
          allowed: 'keys once azure.hsm.activated says how it was activated',
          mend: 'write activated: { on, certificates, quorum, custody } under azure.hsm, or remove the key',
        },
      ];
    return address === key.address
      ? []
      : [
          {
            path,
            title: 'not the address of this key',
            found: address,
            allowed: `${key.address}: its planned name in this HSM, without a version`,
            mend: `import it as ${key.name}, and write that`,
          },
        ];
  });
}

/** A Managed HSM that no key is in. */
const needless = ({ hsm }: Draft, target: AzureTarget): Issue[] =>
  target.hsm && !hsm
    ? [
        {
          path: ['azure', 'hsm'],
          key: true,
          title: 'Managed HSM that nothing needs',
          found: 'hsm, and every key of this plan is in a vault',
          allowed: 'hsm with custody hsm-cmk or external, or where vaults are copied abroad',
          mend: 'remove hsm, or raise custody',
        },
      ]
    : [];
