import { Construct, RoleDefinition } from '../cdktf';

export interface CustomRoleProps {
  /** Unique in the tenant, at most 128 characters. */
  readonly name: string;
  /** UUID of the definition. */
  readonly guid: string;
  readonly description: string;
  /** Exact actions of Resource Manager: no wildcard. */
  readonly actions: readonly string[];
  /**
   * Exact actions on data.
   * @default - none
   */
  readonly dataActions?: readonly string[];
  /** Subscriptions it may be given in, as `/subscriptions/<id>`; it is defined in the first. */
  readonly scopes: readonly string[];
}

/** A role of the country's own, that says what it allows word by word. */
export class CustomRole extends Construct {
  readonly definition: RoleDefinition;

  /** @throws RangeError for an action with a wildcard, or for no scope */
  constructor(scope: Construct, id: string, props: CustomRoleProps) {
    super(scope, id);
    const [home] = props.scopes;
    if (home === undefined) throw new RangeError(`Role ${props.name} has no subscription`);
    const dataActions = props.dataActions ?? [];
    const wild = [...props.actions, ...dataActions].find((action) => action.includes('*'));
    if (wild !== undefined) throw new RangeError(`Role ${props.name} allows ${wild}: name the actions`);
    this.definition = new RoleDefinition(this, 'Resource', {
      name: props.name,
      roleDefinitionId: props.guid,
      description: props.description,
      scope: home,
      assignableScopes: [...props.scopes],
      permissions: [
        { actions: [...props.actions], dataActions: dataActions.length > 0 ? [...dataActions] : undefined },
      ],
    });
  }
}
