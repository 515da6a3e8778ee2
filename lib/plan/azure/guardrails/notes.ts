/** The resource groups, each with the policy that keeps it in the country, and the guardrails of the management group. */
import type { Expectation } from '../../expectation';
import type { PlanNotes } from '../../intent';
import { type Capability, type Draft, groupOf, inRoot, precondition } from '../capability';
import { aliasesOf, basisOfAlias } from './aliases';
import type { GuardrailsPlan } from './types';

/** Name of the assignment of the location policy to a resource group; at most 64 characters. */
export const policyName = (group: string): string => `${group.slice(0, 54)}-locations`;

/** Parameters of the location policy, as its assignment holds them. */
export const locationParameters = (locations: readonly string[]): string =>
  JSON.stringify({ listOfAllowedLocations: { value: [...locations].sort() } });

/** Resource id of a management group. */
export const managementGroupId = (group: string): string => `/providers/Microsoft.Management/managementGroups/${group}`;

/** When an exemption ends: with its last day. */
export const exemptionEnd = (until: string): string => `${until}T23:59:59Z`;

export const guardrails: Capability = {
  expectations: ({ roots, guardrails: plan }) => [
    ...(plan ? policies(plan) : []),
    ...roots
      .filter(({ resourceGroup }) => resourceGroup !== undefined)
      .flatMap((root) => {
        const group = groupOf(root).name;
        const expected = inRoot(root.name);
        return [
          expected('group', 'resource_group', group, { location: root.location }),
          expected('group/policy', 'resource_group_policy_assignment', policyName(group)),
        ];
      }),
  ],
  notes: (plan) => (plan.guardrails ? guarded(plan, plan.guardrails) : { residualRisks: [UNGUARDED] }),
};

const UNGUARDED =
  'Azure: the document names no management group, so no policy holds beside these roots but the locations of their own resource groups: who may make resources in a subscription can make public ones, copies to a pair, models that answer from anywhere, and logs that go elsewhere.';

function policies(plan: GuardrailsPlan): Expectation[] {
  const expected = inRoot(plan.root);
  const management_group_id = managementGroupId(plan.managementGroup);
  return [
    ...plan.policies.flatMap(({ id, name, rule }) =>
      name ? [expected(id, 'policy_definition', name, { mode: 'All', policy_rule: JSON.stringify(rule) })] : [],
    ),
    expected('set', 'management_group_policy_set_definition', plan.set, { management_group_id }),
    expected('assignment', 'management_group_policy_assignment', plan.assignment, {
      management_group_id,
      enforce: true,
    }),
    ...plan.exemptions.map(({ kind, name, policy, scope, until }) =>
      kind === 'subscription'
        ? expected(`exemptions/${name}`, 'subscription_policy_exemption', name, {
            subscription_id: scope,
            policy_definition_reference_ids: [policy],
            expires_on: exemptionEnd(until),
          })
        : expected(`exemptions/${name}`, 'resource_group_policy_exemption', name, {
            resource_group_id: scope,
            policy_definition_reference_ids: [policy],
            expires_on: exemptionEnd(until),
          }),
    ),
  ];
}

function guarded({ bootstrap, cells, backend }: Draft, plan: GuardrailsPlan): Partial<PlanNotes> {
  const { managementGroup, root, exemptions } = plan;
  const hub = cells[0]?.vnet.routeTable?.nextHop;
  const aliases = [...new Set(plan.policies.flatMap(({ rule }) => aliasesOf(rule)))];
  const inMetadata = aliases.filter((alias) => basisOfAlias(alias) === 'metadata').length;
  const reported = plan.policies.filter(({ effect }) => effect !== 'Deny').map(({ id }) => id);
  const [first] = exemptions.map(({ until }) => until).sort();
  return {
    preconditions: [
      precondition(
        'guardrails-members',
        `every subscription of the country stands under the management group ${managementGroup}, and no other does`,
        `az account management-group subscription show-sub-under-mg --name ${managementGroup}`,
      ),
      precondition(
        'guardrails-roles',
        `whoever deploys ${root} holds Resource Policy Contributor on ${managementGroup}, and whoever deploys the other roots does not`,
        `az role assignment list --scope /providers/Microsoft.Management/managementGroups/${managementGroup} --include-inherited`,
      ),
      precondition(
        'guardrails-rehearsed',
        `${root} is tried on a management group with one trial subscription first`,
        'deploy the other roots there under it: a refusal names the rule; policies take up to half an hour to hold',
      ),
      ...(bootstrap
        ? []
        : [
            precondition(
              'guardrails-state',
              `the state account ${backend.storage_account_name} is there before ${root}, or the first state of ${root} is local and is moved`,
              `write a backend "local" in an override file of ${root}, apply, remove it, then terraform init -migrate-state`,
            ),
          ]),
      ...(hub === undefined
        ? []
        : [
            precondition(
              'guardrails-hub',
              `the network of the firewall ${hub} stands in a subscription of this plan, or the rule peering has an exemption for the cells`,
              'write it under azure.exemptions with policy: peering, an owner and an end',
            ),
          ]),
      precondition(
        'guardrails-snapshots',
        'volume snapshots of the clusters say networkAccessPolicy and publicNetworkAccess, or are not taken: a request that leaves them out is refused',
        'see what the CSI driver of the cluster sends; its disks are closed by default',
      ),
    ],
    residualRisks: [
      'Azure: policies bind what is asked of Azure Resource Manager, not what is done inside a service with its keys or roles, and not what stood there before: that is reported, not undone.',
      `Azure: whoever owns ${managementGroup} or a group above it can change, exempt or lift the guardrails; alerts tell of it, nothing stops it.`,
      `Azure: ${reported.join(', ')} report and do not refuse: what they ask for is made after the resource. No policy makes it by itself, for that needs an identity that may write to every resource.`,
      'Azure: Azure Policy has no alias for the key of a Managed Lustre file system, nor for the keys that vaults of backups are given after they are made; the templates hold them.',
      ...exemptions.map(
        ({ policy, scope, reason, owner, until }) =>
          `Azure: ${policy} does not hold in ${scope} until ${until}: ${reason} (${owner}).`,
      ),
    ],
    headlines:
      exemptions.length === 0
        ? []
        : [
            `${exemptions.length} exemption${exemptions.length === 1 ? '' : 's'} from the guardrails, until ${first}${exemptions.length === 1 ? '' : ' at first'}`,
          ],
    facts: [
      {
        statement: `${aliases.length} aliases of Azure Policy: ${inMetadata} in the vendor's metadata of resource types, ${aliases.length - inMetadata} in the vendor's own definitions, none unverified`,
        asOf: '2026-07-09',
        confidence: 'derived',
        sources: [
          'PSRule for Azure, data/providers (2026-07)',
          'Azure/azure-policy and Azure Landing Zones library (2026-04)',
        ],
      },
      {
        statement: 'Deny holds for diagnostic settings in the mode All; the mode Indexed never evaluates them',
        asOf: '2026-09-22',
        confidence: 'secondary',
        sources: ['Azure/azure-policy issue 1237', 'Azure/Azure-Landing-Zones issue 4283'],
      },
    ],
  };
}
