/** The bootstrap: what its root and the others' ways to the runner must be, and how it is deployed and handed over. */
import { type Capability, type Draft, diagnosticsName, estatesOf, inRoot, precondition } from '../capability';
import type { BootstrapPlan } from './types';

/** Address of a zone's link in the root: the construct names both after the zone. */
const linkOf = (zone: string): string =>
  `azurerm_private_dns_zone_virtual_network_link.zones_${zone.replace(/^privatelink\./, '').replaceAll('.', '-')}-link`;

/** Resources Terraform makes first, with what they need: a network to stand in, names to find, and an identity to act as. */
const firstOf = ({ vault, vnet }: BootstrapPlan): string[] => [
  'azurerm_subnet_network_security_group_association.network_runner-secured',
  'azurerm_subnet_network_security_group_association.network_endpoints-secured',
  ...vnet.zones.map(({ name }) => linkOf(name)),
  'azurerm_user_assigned_identity.runner',
  // With the vault it leads to: who makes the key in it is given a role on it first.
  ...(vault ? ['azurerm_private_endpoint.endpoint-vault'] : []),
];

export const bootstrap: Capability = {
  expectations: (plan) => [
    ...(plan.bootstrap ? ownExpected(plan.bootstrap, plan) : []),
    ...estatesOf(plan).flatMap(({ root, doors }) =>
      (doors?.endpoints ?? []).map(({ to, name }) =>
        inRoot(root)(`runner/${to}`, 'private_endpoint', name, { location: plan.location }),
      ),
    ),
  ],
  addresses: ({ bootstrap: plan, foundation, data, cells }) => {
    const namedBy = [foundation.root, data.root, ...cells.map(({ root }) => root)];
    const { doors } = foundation;
    return plan && doors
      ? [
          { what: "subnet of the runner's endpoints", owner: plan.root, address: doors.subnetId, namedBy },
          { what: 'account of the state', owner: plan.root, address: plan.account.id, namedBy: [foundation.root] },
        ]
      : [];
  },
  notes: (plan, { country }) => ({
    preconditions: plan.bootstrap ? made(plan.bootstrap, plan, country) : existing(plan),
    residualRisks: plan.bootstrap
      ? [
          `Azure: the first state of ${plan.roots.flatMap(({ name, handedOver }) => (handedOver ? [name] : [])).join(' and ')} lies in a file until it is handed over: it holds ids and no key material, and is removed afterwards.`,
          "Azure: the network of the runner leads nowhere: Resource Manager and Entra ID are public, and the way to them is the operator's own, by address and name.",
        ]
      : [],
  }),
};

const ownExpected = ({ root, runner, vault, account }: BootstrapPlan, { foundation, location }: Draft) => [
  inRoot(root)('runner', 'user_assigned_identity', runner.identity, { location }),
  // Kept by the foundation: there is no workspace before it.
  ...[...(vault ? [vault.name] : []), account.name].map((name) =>
    inRoot(foundation.root)(`${root}/${name}/logs`, 'monitor_diagnostic_setting', diagnosticsName(name)),
  ),
];

/** Steps of a first deployment that no root can take before the state has its account, in their order. */
function made(plan: BootstrapPlan, { backend, guardrails, hsm, location, roots }: Draft, country: string) {
  const { root, runner, vault, account, keys } = plan;
  const folderOf = (name: string): string => `out/${country.toLowerCase()}/azure/${name}`;
  const folder = folderOf(root);
  const waits = keys.some((key) => key.waits);
  const handedOver = roots.filter((other) => other.handedOver);
  const names = handedOver.map(({ name }) => name).join(' and ');
  const first = hsm && handedOver.some(({ name }) => name === hsm.root) ? hsm : undefined;
  const holder = vault
    ? {
        who: `: the key is made in a vault that only this network reaches, by someone who holds Key Vault Crypto Officer on it for as long as it takes`,
        how: `az role assignment create --role "Key Vault Crypto Officer" --assignee <you> --scope $(az keyvault show --name ${vault.name} --query id --output tsv); some minutes later terraform -chdir=${folder} apply; az role assignment delete with the same. Every later plan of ${root} reads the key, and needs the role again`,
      }
    : first
      ? {
          who: `: the key is made in ${first.name}, once that is activated, by someone who holds the role of azure/keys/key-maker.role.json on /keys for as long as it takes`,
          how: `keys.md beside the roots; then terraform -chdir=${folder} apply${waits ? ' -var hsm_ready=true' : ''}`,
        }
      : { who: '', how: `terraform -chdir=${folder} apply` };
  return [
    precondition(
      'bootstrap-network',
      `${root} is deployed before every other root, by administrators of the country: first the network and the identity of the runner, from any host in the country`,
      `terraform -chdir=${folder} init && terraform -chdir=${folder} apply${waits ? ' -var hsm_ready=false' : ''} ${firstOf(
        plan,
      )
        .map((target) => `-target=${target}`)
        .join(' ')}`,
    ),
    precondition(
      'runner',
      `a runner in ${location} stands in the subnet ${runner.subnet} of that network, without a public address: vaults and state cannot be reached from elsewhere, and plans must not leave`,
      runner.credentials.length > 0
        ? `a host of your own in the subnet, whose jobs are about ${runner.credentials.map(({ subject }) => subject).join(' or ')}`
        : `a virtual machine or a machine of your own in the subnet, with the identity ${runner.identity} (no token is named in azure.access.runner)`,
    ),
    precondition(
      'administrators',
      `${names} and access are deployed by owners of the subscriptions, for as long as it takes and from the host of the runner: the pipeline may change none of them. Once the account of the state is there they hold a role on its container too, as long`,
      `az login; az role assignment create --role "Storage Blob Data Contributor" --assignee <you> --scope ${account.id}/blobServices/default/containers/${backend.container_name}; az role assignment delete with the same, when done`,
    ),
    precondition(
      'runner-way-out',
      'the runner reaches management.azure.com and login.microsoftonline.com, and nothing else of the internet: nothing made here leads out',
      `peer the runner's network with one of yours whose firewall lets these two names through${guardrails ? ', in a subscription of this plan or with an exemption under azure.exemptions (policy: peering)' : ''}, and give Terraform its providers from a mirror (terraform providers mirror)`,
    ),
    ...(first
      ? [
          precondition(
            'bootstrap-hsm',
            `${first.root} is deployed before the rest of ${root}, from the runner and with the file of its state, and activated: the key of the state is made in it`,
            `terraform -chdir=${folderOf(first.root)} init && terraform -chdir=${folderOf(first.root)} apply; then keys.md beside the roots`,
          ),
        ]
      : []),
    precondition(
      'bootstrap-state',
      `the rest of ${root} is deployed from the runner with the file of its state${holder.who}`,
      holder.how,
    ),
    ...handedOver.map(({ name, stateKey }) => {
      const override = JSON.stringify({
        terraform: { backend: { azurerm: { ...backend, key: stateKey, use_azuread_auth: true } } },
      });
      const where = folderOf(name);
      return precondition(
        `${name}-handover`,
        `the state of ${name} is handed over to ${account.name}, which ${root} has just made, by administrators with the role of the step administrators; its file is then removed`,
        `printf '%s' '${override}' > ${where}/backend_override.tf.json && terraform -chdir=${where} init -migrate-state && rm ${where}/${name}.tfstate*; write backend_override.tf.json again after each synthesis`,
      );
    }),
  ];
}

const existing = ({ backend, location, roots }: Draft) => [
  precondition(
    'state-account',
    `the state account ${backend.storage_account_name} exists in the country, private, without shared keys, with container ${backend.container_name}, and its log is kept`,
    `az storage account show --name ${backend.storage_account_name} --resource-group ${backend.resource_group_name} --query "[location, publicNetworkAccess, allowSharedKeyAccess]"`,
  ),
  precondition(
    'runner',
    `a private runner in ${location} deploys: vaults and state cannot be reached from elsewhere, and plans must not leave`,
    'run Terraform on a host of your own in the country, on a network with no public address',
  ),
  precondition(
    'runner-path',
    'the runner reaches the private endpoints of every root it deploys',
    `the first apply of ${roots
      .filter(({ purpose }) => !['access', 'baseline'].includes(purpose))
      .map(({ name }) => name)
      .join(
        ', ',
      )} stops at the vault's keys: peer the runner's network with the network made, link the zones to it, and apply again`,
  ),
];
