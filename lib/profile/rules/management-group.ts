import type { Rule } from './rule';

/** An exemption is from guardrails that are there. */
export const managementGroup: Rule = (document, report) => {
  const { azure } = document;
  if (!azure?.exemptions?.length || 'managementGroup' in azure) return;
  report({
    path: ['azure', 'exemptions'],
    key: true,
    title: 'exemption from guardrails that are not made',
    found: `${azure.exemptions.length} under azure.exemptions, and no azure.managementGroup`,
    allowed: "managementGroup: the id of the group that holds the country's subscriptions",
    mend: 'name the management group, or remove the exemptions',
  });
};
