/** Baselines: what the roots must hold, and what is left to a command. */
import { type Capability, inRoot, precondition } from '../capability';
import type { BaselinePlan, ProviderPlan } from './types';

const whose = ({ user }: BaselinePlan): string => `the subscription of ${user}`;

const named = (providers: readonly ProviderPlan[]): string => providers.map(({ namespace }) => namespace).join(', ');

const registers = (providers: readonly ProviderPlan[]): string =>
  [
    `for it in ${providers.map(({ namespace }) => namespace).join(' ')}; do az provider register --namespace $it --wait; done`,
    ...providers.flatMap(({ namespace, features }) =>
      features.map(
        (feature) => `az feature register --namespace ${namespace} --name ${feature}, then its provider again`,
      ),
    ),
  ].join('; ');

export const baseline: Capability = {
  expectations: ({ baselines, location }) =>
    baselines.flatMap(({ root, providers, watcher, defender }) => {
      const expected = inRoot(root);
      return [
        ...providers
          .filter(({ by }) => by === 'create')
          .map(({ namespace }) => expected(`providers/${namespace}`, 'resource_provider_registration', namespace)),
        ...(watcher.by === 'create' ? [expected('watcher', 'network_watcher', watcher.name, { location })] : []),
        ...defender.plans.map(({ resourceType }) => ({
          ...expected(`defender/${resourceType}`, 'security_center_subscription_pricing', undefined, {
            tier: 'Standard',
          }),
          identity: { resource_type: resourceType },
        })),
      ];
    }),
  addresses: ({ baselines, foundation, data, cells }) =>
    baselines.map(({ root, watcher }) => ({
      what: 'network watcher',
      owner: watcher.by === 'create' ? root : 'Azure',
      address: `${watcher.resourceGroup}/${watcher.name}`,
      namedBy: [foundation.root, data.root, ...cells.map((cell) => cell.root)],
    })),
  notes: ({ baselines, location }) => ({
    preconditions: baselines.flatMap((plan) => {
      const by = (how: ProviderPlan['by']): ProviderPlan[] => plan.providers.filter((provider) => provider.by === how);
      return [
        ...(by('bootstrap').length > 0
          ? [
              precondition(
                `${plan.root}-first`,
                `in ${whose(plan)}, before the bootstrap: these resource providers are registered: ${named(by('bootstrap'))}`,
                registers(by('bootstrap')),
              ),
            ]
          : []),
        ...(by('existing').length > 0
          ? [
              precondition(
                `${plan.root}-providers`,
                `in ${whose(plan)} these resource providers and their features are registered, as they were: ${named(by('existing'))}`,
                registers(by('existing')),
              ),
            ]
          : []),
        ...(by('create').length > 0
          ? [
              precondition(
                `${plan.root}-unused`,
                `${whose(plan)} is used for nothing else: ${plan.root} registers what is not registered yet, and turns off features it does not know`,
                `az provider list --query "[?registrationState=='Registered'].namespace"; where one of ${named(by('create'))} is there, write azure.baseline.providers: existing. Quotas are asked for after ${plan.root}: asking registers a provider`,
              ),
            ]
          : []),
        ...(plan.watcher.by === 'existing'
          ? [
              precondition(
                `${plan.root}-watcher`,
                `in ${whose(plan)} the network watcher ${plan.watcher.name} is there: Azure makes it with the first network`,
                `after ${plan.root}: az network watcher configure --locations ${location} --resource-group ${plan.watcher.resourceGroup} --enabled true`,
              ),
            ]
          : []),
      ];
    }),
    residualRisks: [
      baselines.some(({ defender }) => defender.by !== 'none')
        ? 'Azure: Defender for Cloud keeps alerts and what it finds (names, configurations, samples of suspicious activity) in the geography of its own choice, which need not be the country.'
        : 'Azure: Defender for Cloud is off: it keeps what it finds in a geography of its own, which need not be the country.',
    ],
  }),
};
