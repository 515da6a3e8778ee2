/** The resource groups, and the policy that keeps each in the country. */
import { type Capability, inRoot } from '../capability';

/** Name of the assignment of the location policy to a resource group; at most 64 characters. */
export const policyName = (group: string): string => `${group.slice(0, 54)}-locations`;

/** Parameters of the location policy, as its assignment holds them. */
export const locationParameters = (locations: readonly string[]): string =>
  JSON.stringify({ listOfAllowedLocations: { value: [...locations].sort() } });

export const guardrails: Capability = {
  expectations: ({ roots }) =>
    roots.flatMap(({ name, resourceGroup, location }) => {
      if (resourceGroup === undefined) return [];
      const expected = inRoot(name);
      return [
        expected('group', 'resource_group', resourceGroup, { location }),
        expected('group/policy', 'resource_group_policy_assignment', policyName(resourceGroup)),
      ];
    }),
};
