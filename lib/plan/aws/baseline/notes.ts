/** Baselines: what the templates must hold, and what is left to a command. */
import type { Expectation } from '../../expectation';
import { type Capability, precondition } from '../capability';
import type { BaselinePlan, SingletonName } from './types';

/** What each singleton must say, where a stack makes it. */
const SETTINGS: Partial<Record<SingletonName, (plan: BaselinePlan) => Expectation['settings']>> = {
  gatewayBlock: ({ gatewayMode }) => ({ InternetGatewayBlockMode: gatewayMode }),
  snapshotBlock: () => ({ State: 'block-all-sharing' }),
  accessAnalyzer: ({ analyzer }) => ({ AnalyzerName: analyzer, Type: 'ACCOUNT' }),
};

const expectationsOf = (plan: BaselinePlan): Expectation[] =>
  plan.singletons.flatMap(({ name, by, type }) =>
    by === 'create' && type && plan.stack
      ? [
          {
            promise: `${placeOf(plan)}/${name}`,
            stack: plan.stack,
            type,
            identity: {},
            settings: SETTINGS[name]?.(plan),
          },
        ]
      : [],
  );

const placeOf = ({ label, region }: BaselinePlan): string => `baseline/${label ? `${label}/` : ''}${region}`;

/** The account in words: by its use, its id, or as the one that deploys. */
const whose = ({ label, account }: BaselinePlan): string =>
  label ? `${label}${account ? ` (${account})` : ''}` : 'the account that deploys';

export const baseline: Capability = {
  expectations: (plan) => plan.baselines.flatMap(expectationsOf),
  notes: (plan) => ({
    preconditions: plan.baselines.flatMap((place) =>
      place.singletons
        .filter(({ by }) => by === 'operator' || by === 'existing')
        .map(({ name, what, because, command, by }) =>
          precondition(
            `baseline-${[place.label, place.region, name].filter(Boolean).join('-')}`,
            `in ${whose(place)}, ${place.region}: ${what}${by === 'operator' ? `; ${because}` : ', as it was'}`,
            command,
          ),
        ),
    ),
  }),
};
