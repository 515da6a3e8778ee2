import { lockName } from '../../../lib/plan/azure';
import { Construct, ManagementLock } from '../cdktf';

export interface DeleteLockProps {
  /** Resource that must not go. */
  readonly resourceId: string;
  /** Name of that resource; the lock is named after it. */
  readonly resourceName: string;
  /** Why, for whoever meets the lock. */
  readonly notes: string;
}

/** Keeps a resource from being deleted, by anyone, until the lock is taken off. */
export class DeleteLock extends Construct {
  constructor(scope: Construct, id: string, props: DeleteLockProps) {
    super(scope, id);
    new ManagementLock(this, 'Resource', {
      name: lockName(props.resourceName),
      scope: props.resourceId,
      lockLevel: 'CanNotDelete',
      notes: props.notes,
    });
  }
}
