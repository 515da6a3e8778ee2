/** Who may do what, in every subscription of the country. */
import type { AzureTarget } from '../../../profile';
import { digest, name } from '../../names';
import type { AddressBook } from '../addresses';
import { RESERVATION_ACTIONS } from '../pools/reservations';
import { actionsOf, dataActionsOf, readsOf } from './actions';
import { auditorRights, breakGlassRights, clusterActions, GRANTS, grantsOnly, onlyOf, operatorRights } from './people';
import { CLUSTER_ADMINISTRATOR, grantable, roleId, uuidOf } from './roles';
import type { Duty, EligibilityPlan, GrantPlan, IdentityPlan, RoleDefinitionPlan, RoleWord } from './types';

/** Longest names Azure takes of a role definition. */
const LONGEST_ROLE = 128;

/** What the plan knows when it comes to who may do what. */
export interface IdentityContext {
  readonly country: string;
  readonly book: AddressBook;
  readonly subscriptions: readonly string[];
  /** Terraform types in the roots the pipeline deploys, and namespaces of providers it registers. */
  readonly types: readonly string[];
  readonly providers: readonly string[];
  /** Resource groups that hold capacity the clusters draw on. */
  readonly reserved: readonly string[];
  /** Names of the accounts that keep logs and flows. */
  readonly archives: readonly string[];
  /** Whether a file system loads from an account. */
  readonly imports: boolean;
  /** Roots that define the pipeline's roles, and everyone else's. */
  readonly roots: { readonly pipeline: string; readonly people: string };
}

/** Duty → the document's word for who has it, and the longest a role is held. */
const DUTIES: Readonly<Record<Duty, { who: 'breakGlass' | 'operators' | 'auditors'; activation: string }>> = {
  'break-glass': { who: 'breakGlass', activation: 'PT1H' },
  operator: { who: 'operators', activation: 'PT4H' },
  auditor: { who: 'auditors', activation: 'PT8H' },
};

/** UUID of a role of the country, the same on every machine and different for another state account. */
export const roleGuid = (country: string, book: AddressBook, word: RoleWord): string =>
  uuidOf([country, book.backend.storage_account_name, 'role', word]);

export function planIdentity(target: AzureTarget, context: IdentityContext): IdentityPlan {
  const { country, book, subscriptions, types } = context;
  const named = Object.entries(DUTIES).flatMap(([duty, { who }]) => (target.access?.[who] ? [duty as Duty] : []));
  const pipeline = pipelineActions(types, context.providers);
  const definition = (
    word: RoleWord,
    description: string,
    rights: { actions: readonly string[]; dataActions?: readonly string[] },
  ): RoleDefinitionPlan => ({
    word,
    guid: roleGuid(country, book, word),
    name: name([country.toLowerCase(), word, digest([country, book.backend.storage_account_name], 6)], LONGEST_ROLE),
    description,
    actions: rights.actions,
    dataActions: rights.dataActions ?? [],
    // In the country's own subscriptions it may be given as it is.
    alsoIn:
      word === 'cluster' ? context.reserved.filter((group) => !subscriptions.includes(group.split('/')[2] ?? '')) : [],
    root: word === 'pipeline' || word === 'grants' ? context.roots.pipeline : context.roots.people,
  });
  const people: Readonly<Record<Duty, () => RoleDefinitionPlan>> = {
    'break-glass': () =>
      definition(
        'break-glass',
        'Mends or stops what the pipeline cannot, in an emergency; reads no data',
        breakGlassRights(pipeline),
      ),
    operator: () =>
      definition('operator', 'Looks after nodes and clusters, and reads no data and no secret', operatorRights),
    auditor: () =>
      definition(
        'auditor',
        'Reads configuration, logs and their archive, and nothing else',
        auditorRights(readsOf(types)),
      ),
  };
  return {
    subscriptions,
    definitions: [
      definition('pipeline', 'Makes what the templates of the country hold, and removes no key, lock, log or data', {
        actions: pipeline,
        dataActions: dataActionsOf(types),
      }),
      definition('grants', 'Gives identities of services the roles a condition names', { actions: GRANTS }),
      definition('cluster', 'What the control plane of a cluster does to its own network, zone and vault', {
        actions: [...clusterActions, ...(context.reserved.length > 0 ? RESERVATION_ACTIONS : [])],
      }),
      ...named.map((duty) => people[duty]()),
    ],
    pipeline: target.access?.pipeline ?? [],
    grants: subscriptions.flatMap((subscription, index) => grantsIn(context, subscription, index)),
    eligibilities: named.flatMap((duty) => eligibilities(target, context, duty)),
  };
}

const pipelineActions = (types: readonly string[], providers: readonly string[]): string[] =>
  [...actionsOf(types), ...providers.map((namespace) => `${namespace}/register/action`)].sort();

function grantsIn(
  { country, book, types, imports }: IdentityContext,
  subscription: string,
  index: number,
): GrantPlan[] {
  const guid = (word: RoleWord): string => roleGuid(country, book, word);
  return (['pipeline', 'grants'] as const).map((word) => ({
    word,
    label: `${word}-${index}`,
    description: `${word === 'grants' ? 'Gives services their roles' : 'Deploys'}, subscription ${index + 1}`,
    scope: `/subscriptions/${subscription}`,
    roleDefinitionId: roleId(subscription, guid(word)),
    condition: word === 'grants' ? grantsOnly([...grantable({ types, imports }), guid('cluster')]) : undefined,
  }));
}

function eligibilities(target: AzureTarget, context: IdentityContext, duty: Duty): EligibilityPlan[] {
  const { country, book, subscriptions, archives } = context;
  const { who, activation } = DUTIES[duty];
  const roles = [
    [duty, roleGuid(country, book, duty)],
    ...(duty === 'break-glass' ? [[`${duty}-clusters`, CLUSTER_ADMINISTRATOR]] : []),
  ] as [string, string][];
  return subscriptions.flatMap((subscription, index) =>
    roles.map(([label, guid]) => ({
      duty,
      label: `${label}-${index}`,
      scope: `/subscriptions/${subscription}`,
      roleDefinitionId: roleId(subscription, guid),
      principals: target.access?.[who] ?? [],
      activation,
      condition: duty === 'auditor' ? onlyOf(archives) : undefined,
    })),
  );
}
