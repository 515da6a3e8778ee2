/** The guardrails as they judge a request: ours by their text, the vendor's own by what their definitions say. */
import type { GuardrailPolicy } from '../../../lib/plan/azure';
import { type ArmResource, type PolicyRule, strikes } from './evaluate';
import { TENANT } from './resources';

/** Conditions of the vendor's definitions (Azure/azure-policy, General, 1.1.0). */
const VENDORS: Readonly<Record<string, unknown>> = {
  'allowed-locations': {
    allOf: [
      { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" },
      { field: 'location', notEquals: 'global' },
      { field: 'type', notEquals: 'Microsoft.AzureActiveDirectory/b2cDirectories' },
    ],
  },
  'allowed-group-locations': {
    allOf: [
      { field: 'type', equals: 'Microsoft.Resources/subscriptions/resourceGroups' },
      { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" },
    ],
  },
};

const READ = new WeakMap<GuardrailPolicy, PolicyRule>();

/** The rule of a policy, read from its text. */
export function ruleOf(policy: GuardrailPolicy): PolicyRule {
  const { id, rule } = policy;
  const read =
    READ.get(policy) ??
    // biome-ignore lint/suspicious/noThenProperty: the word is Azure Policy's
    (rule ? (JSON.parse(JSON.stringify(rule)) as PolicyRule) : { if: VENDORS[id], then: { effect: 'Deny' } });
  READ.set(policy, read);
  return read;
}

/** Words of the policies that strike, of those with this effect. */
export function struck(policies: readonly GuardrailPolicy[], resource: ArmResource, effect = 'Deny'): string[] {
  return policies
    .filter((policy) => policy.effect === effect && sees(policy, resource))
    .filter((policy) =>
      strikes(ruleOf(policy), resource, {
        tenantId: TENANT,
        parameters: Object.fromEntries(
          Object.entries(policy.builtIn?.parameters ?? {}).map(([name, parameter]) => [
            name,
            (parameter as { value: unknown }).value,
          ]),
        ),
      }),
    )
    .map(({ id }) => id);
}

/** The vendor's policy of locations is Indexed: it sees only what has a location. Ours see all. */
const sees = ({ id }: GuardrailPolicy, { location }: ArmResource): boolean =>
  id !== 'allowed-locations' || location !== undefined;
