/** Roles, who takes them, and identities of pods: what the roots must hold, and what rests with the country's own sign-in. */
import { type Capability, inRoot, precondition } from '../capability';
import { withheld } from './actions';

export const identity: Capability = {
  attachments: ['azurerm_federated_identity_credential'],
  expectations: ({ identity: { definitions, eligibilities, grants, pipeline }, cells, location, bootstrap, roots }) => {
    const access = inRoot(roots.find(({ purpose }) => purpose === 'access')?.name ?? 'access');
    return [
      ...definitions.map((role) => inRoot(role.root)(`roles/${role.word}`, 'role_definition', role.name)),
      ...eligibilities.flatMap(({ label, scope, roleDefinitionId, principals, activation }) => [
        {
          ...access(`people/${label}/rules`, 'role_management_policy', undefined, {
            'activation_rules.maximum_duration': activation,
            'activation_rules.require_multifactor_authentication': true,
            'activation_rules.require_justification': true,
          }),
          identity: { scope, role_definition_id: roleDefinitionId },
        },
        ...principals.map((principal) => ({
          ...access(`people/${label}/${principal}`, 'pim_eligible_role_assignment'),
          identity: { scope, role_definition_id: roleDefinitionId, principal_id: principal },
        })),
      ]),
      ...[...(bootstrap ? ['runner'] : []), ...pipeline.map((id) => `pipeline-${id}`)].flatMap((principal) =>
        grants.map(({ label, description, condition }) => ({
          ...inRoot(bootstrap?.root ?? 'access')(`${principal}/${label}`, 'role_assignment', undefined, {
            ...(condition === undefined ? {} : { condition }),
          }),
          identity: { description: grantDescription(description, principal) },
        })),
      ),
      ...cells.flatMap(({ root, workloads }) =>
        workloads.map(({ word, identity: name }) =>
          inRoot(root)(`workloads/${word}`, 'user_assigned_identity', name, { location }),
        ),
      ),
    ];
  },
  addresses: ({ identity: { definitions, subscriptions }, cells, foundation }) =>
    definitions.map(({ word, guid, root }) => ({
      what: `role ${word}`,
      owner: root,
      address: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
      namedBy:
        word === 'cluster'
          ? cells.map((cell) => cell.root)
          : [foundation.root, ...(subscriptions.length > 1 ? [root] : [])],
    })),
  notes: ({ identity: { eligibilities, pipeline }, bootstrap, cells, egress }) => {
    const has = (duty: string): boolean => eligibilities.some((one) => one.duty === duty);
    const accounts = [
      ...new Set(cells.flatMap(({ workloads }) => workloads.map((one) => `${one.namespace}/${one.serviceAccount}`))),
    ];
    return {
      preconditions: [
        eligibilities.length === 0
          ? precondition(
              'access',
              'nobody has access, to subscriptions or clusters: the document names no one',
              'name breakGlass, operators and auditors in azure.access, and deploy the root access',
            )
          : precondition(
              'access',
              'the tenant has Privileged Identity Management (Entra ID P2), and those the document names exist: they are eligible, and hold nothing until they ask',
              'az rest --method get --url "https://management.azure.com/subscriptions/<id>/providers/Microsoft.Authorization/roleEligibilitySchedules?api-version=2020-10-01"',
            ),
        ...(has('operator')
          ? [
              precondition(
                'operators-rights',
                "what operators may change in a cluster is bound to their group by the country's own RBAC: without that they only see",
                'kubectl create rolebinding … --group <object id of operators>, by break-glass once or by what deploys into the cluster',
              ),
            ]
          : []),
        ...(has('break-glass')
          ? [
              precondition(
                'break-glass-drill',
                'break-glass is taken once before it is needed, and twice a year: its accounts are cloud-only, have hardware keys, and the alarm is heard',
                'activate the role in Privileged Identity Management, do nothing, and find the activation in the activity log',
              ),
            ]
          : []),
        ...(bootstrap || pipeline.length > 0
          ? []
          : [
              precondition(
                'pipeline',
                'who deploys is named: bootstrap is existing, and no pipeline is there to be given its roles',
                'write the object ids of the service principals that deploy in azure.access.pipeline',
              ),
            ]),
        precondition(
          'workload-accounts',
          `each cluster has the service accounts its identities are taken by: ${accounts.join(', ')}`,
          'kubectl create namespace <namespace>; kubectl -n <namespace> create serviceaccount workload, annotated azure.workload.identity/client-id; pods carry the label azure.workload.identity/use: "true"',
        ),
        ...(egress === 'isolated'
          ? [
              precondition(
                'pods-sign-in',
                'pods of an isolated cell get the token of their identity another way: it is exchanged at login.microsoftonline.com, which is public, and to which no route leads',
                'az vmss identity assign --identities <identity> --resource-group <group of the nodes> --name <scale set of a pool>: its pods then get the token from their node (IMDS); or egress: firewall, whose list has that one name',
              ),
            ]
          : []),
        precondition(
          'cluster-role',
          'the control plane of a cluster has the least AKS documents on network, zone and vault, not the contributor of each: the first cell shows that it is enough',
          'where AKS names an action it lacks, add it to the role cluster and say so; the role is in the root access',
        ),
      ],
      residualRisks: [
        `Azure: whoever deploys may write what a template says of networks, vaults and accounts, and may give the roles of its list to an identity it makes, so one template can open what another closed; it may not remove what must stay (${withheld().length} actions are withheld). Check templates before they deploy.`,
        ...(has('break-glass')
          ? [
              'Azure: break-glass administers clusters, and what pods have in memory and secrets lies open there: each use is an incident to be explained.',
            ]
          : [
              'Azure: there is no break-glass role: in an emergency the owners of the subscription are the only way in.',
            ]),
        ...(egress === 'isolated'
          ? [
              'Azure: in an isolated cell an identity is lent to the nodes of a pool, so every pod on them can act as it: keep purposes on pools of their own.',
            ]
          : []),
        'Azure: owners of subscriptions and global administrators of the tenant stand above every role made here; keep them few, eligible only, and watched.',
      ],
    };
  },
};

/** What a standing role says of itself: for whom, and what for. */
export const grantDescription = (description: string, principal: string): string => `${description}; ${principal}`;
