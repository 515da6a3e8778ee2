/** Models the vendor runs: what their root must hold, and what the vendor does with prompts that no template sees. */
import type { Quota } from '../../intent';
import { type Capability, type Draft, diagnosticsName, inRoot, lockName, precondition, rootOf } from '../capability';
import type { ModelsPlan } from './types';

/** How a kind of deployment is counted. */
const UNITS = {
  Standard: 'thousand tokens a minute',
  ProvisionedManaged: 'provisioned throughput units',
} as const satisfies Record<ModelsPlan['deployments'][number]['kind'], string>;

/** Quotas are counted by model and kind, over the subscription and region. */
function quotas({ models, location }: Draft): Quota[] {
  const sums = new Map<string, Quota>();
  for (const { model, kind, capacity } of models?.deployments ?? []) {
    const name = `Azure OpenAI ${kind} ${model}`;
    const amount = (sums.get(name)?.amount ?? 0) + capacity;
    sums.set(name, { cloud: 'azure', region: location, name, amount, unit: UNITS[kind], reason: 'deployments' });
  }
  return [...sums.values()];
}

export const models: Capability = {
  expectations: ({ models, location }) => {
    if (!models) return [];
    const { root, account, identity, deployments } = models;
    const expected = inRoot(root);
    return [
      expected('account', 'cognitive_account', account, {
        location,
        kind: 'AIServices',
        custom_subdomain_name: account,
        public_network_access_enabled: false,
        outbound_network_access_restricted: true,
        local_auth_enabled: false,
        project_management_enabled: false,
        'network_acls.default_action': 'Deny',
      }),
      expected('account/identity', 'user_assigned_identity', identity, { location }),
      expected('account/lock', 'management_lock', lockName(account), { lock_level: 'CanNotDelete' }),
      expected('account/logs', 'monitor_diagnostic_setting', diagnosticsName(account)),
      ...deployments.map((deployment) =>
        expected(`deployments/${deployment.name}`, 'cognitive_deployment', deployment.name, {
          'sku.name': deployment.kind,
          'sku.capacity': deployment.capacity,
          'model.name': deployment.model,
          'model.version': deployment.version,
          version_upgrade_option: 'NoAutoUpgrade',
        }),
      ),
    ];
  },
  addresses: ({ models, cells }) =>
    models
      ? [{ what: 'account of models', owner: models.root, address: models.id, namedBy: cells.map(({ root }) => root) }]
      : [],
  notes: (plan) => {
    const { models, location } = plan;
    if (!models) return {};
    const group = rootOf(plan, models).resourceGroup;
    const asked = models.deployments.map(({ name, model, version, kind }) => `${name}: ${model} ${version}, ${kind}`);
    return {
      quotas: quotas(plan),
      preconditions: [
        precondition(
          'models-offered',
          `${location} offers these models by these kinds: ${asked.join('; ')}. The catalogue does not hold which region runs which model`,
          `az cognitiveservices model list --location ${location} --query "[].{model: model.name, version: model.version, kinds: model.skus[].name}": where a kind is missing, leave the model out; another kind would process abroad`,
        ),
        precondition(
          'models-monitoring',
          `the vendor has approved modified abuse monitoring for ${models.account}: until then it may keep prompts and answers it takes for abuse, and its people may read them`,
          `apply for it, then: az cognitiveservices account show --name ${models.account} --resource-group ${group} --query "properties.capabilities[?name=='ContentLogging']" answers false`,
        ),
        precondition(
          'models-key',
          `after a rotation of its key the root ${models.root} is applied again: the service is told each version`,
          'plan it with the yearly rotation; the old version keeps unwrapping until then',
        ),
      ],
      residualRisks: [
        `Azure: the models of ${models.account} are run by the vendor, on machines it shares among customers: prompts are processed in ${location}, in the clear, by software of the vendor's.`,
        'Azure: abuse monitoring of the vendor looks at prompts and answers; what it takes for abuse it may keep and let its people read, not all of them in the country, unless the vendor approves that it be modified.',
        'Azure: the account takes the key of the customer for what it keeps (files, tuned models), not for prompts as they pass; and no key longer than RSA 2048.',
      ],
      headlines: [
        `the vendor runs ${models.deployments.length} ${models.deployments.length === 1 ? 'model' : 'models'} in ${location}: prompts are in its hands`,
      ],
      facts: [
        {
          statement:
            'Deployments of kind Standard and ProvisionedManaged process in the region of the account; Global and DataZone kinds may process elsewhere',
          asOf: '2026-11-25',
          confidence: 'primary',
          sources: ['Azure OpenAI, deployment types'],
        },
        {
          statement:
            'Azure AI accounts take RSA keys of 2048 bits, by version; an account of kind OpenAI takes them with an identity of its own only, one of kind AIServices with a user-assigned one',
          asOf: '2026-11-25',
          confidence: 'primary',
          sources: [
            'Azure OpenAI, encryption of data at rest',
            'github.com/azure-ai-foundry/foundry-samples, customer-managed keys with a user-assigned identity',
            'hashicorp/terraform-provider-azurerm pull request 31147 (2025-11): keys of a Managed HSM too',
          ],
        },
        {
          statement:
            'Abuse monitoring may keep flagged prompts and answers for human review; approved subscriptions are exempt, and then show ContentLogging false',
          asOf: '2026-11-25',
          confidence: 'primary',
          sources: ['Azure OpenAI, data, privacy and security'],
        },
      ],
    };
  },
};
