/** Who may do what: the roles of the country, and those who may take them for a time. */
import { CustomRole, EligibleRole, ServiceGrant, type SovereignRoot } from '../../constructs/azure';
import { type AzurePlan, grantDescription, type RoleWord, type RootPlan } from '../../lib/plan/azure';
import { openRoot } from './estate';

export function composeAccess(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const root = openRoot(plan, rootPlan);
  const roles = composeRoles(plan, root);
  if (!plan.bootstrap) composePipeline(plan, root, roles, {});
  for (const { label, duty, ...eligibility } of plan.identity.eligibilities)
    new EligibleRole(root, `eligible-${label}`, { ...eligibility, after: defined(roles, duty) });
  return root;
}

type Roles = ReadonlyMap<RoleWord, CustomRole>;

const defined = (roles: Roles, word: RoleWord) =>
  [...roles].flatMap(([of, role]) => (of === word ? role.definition : []));

/** The roles this root defines. */
export const composeRoles = (plan: AzurePlan, root: SovereignRoot): Roles =>
  new Map(
    plan.identity.definitions
      .filter((role) => role.root === root.node.id)
      .map((role) => [
        role.word,
        new CustomRole(root, `role-${role.word}`, {
          ...role,
          scopes: [
            ...plan.identity.subscriptions.map((subscription) => `/subscriptions/${subscription}`),
            ...role.alsoIn,
          ],
        }),
      ]),
  );

/**
 * Who stands in the pipeline's roles: the identities the document names, and those of the same root.
 *
 * @param made principal ids of identities of the root, by what the plan calls them
 */
export function composePipeline(
  plan: AzurePlan,
  root: SovereignRoot,
  roles: Roles,
  made: Readonly<Record<string, string>>,
): void {
  const { pipeline, grants } = plan.identity;
  const principals = [
    ...Object.entries(made),
    ...pipeline.map((principal) => [`pipeline-${principal}`, principal] as const),
  ];
  for (const [name, principalId] of principals)
    for (const { label, word, description, ...grant } of grants)
      new ServiceGrant(root, `${name}-${label}`, {
        ...grant,
        description: grantDescription(description, name),
        principalId,
        after: defined(roles, word),
      });
}
