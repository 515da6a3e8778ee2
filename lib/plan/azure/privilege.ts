/** Who may do what, and what each subscription has once: both follow from what the roots hold. */
import type { AzureTarget } from '../../profile';
import type { AddressBook } from './addresses';
import { ACCESS, BOOTSTRAP } from './addresses';
import { planBaselines } from './baseline';
import { ATTACHMENT_TYPES, expectationsOf } from './capabilities';
import type { Draft } from './capability';
import { planIdentity } from './identity';
import { holdersOf } from './pools/reservations';

const NOBODY: Draft['identity'] = {
  subscriptions: [],
  definitions: [],
  grants: [],
  pipeline: [],
  eligibilities: [],
};

export function planPrivilege(
  target: AzureTarget,
  book: AddressBook,
  before: Omit<Draft, 'identity' | 'baselines'>,
): Pick<Draft, 'identity' | 'baselines'> {
  const promised = expectationsOf({ ...before, identity: NOBODY, baselines: [] });
  const typesIn = (root: string): string[] => promised.flatMap(({ stack, type }) => (stack === root ? [type] : []));
  const cells = new Map(before.cells.map((cell) => [cell.root, cell]));
  const baselines = planBaselines(
    target,
    book,
    before.roots.map(({ name, handedOver }) => ({
      root: name,
      first: handedOver,
      types: typesIn(name),
      nodes: cells.has(name),
      fabric: cells.get(name)?.pools.some(({ rdma }) => rdma) ?? false,
    })),
  );
  const deployed = before.roots.filter(({ by }) => by === 'pipeline');
  const subscriptions = [...new Set(before.roots.map(({ name }) => book.subscription(name)))];
  const identity = planIdentity(target, {
    country: before.country,
    book,
    subscriptions,
    types: [
      ...deployed.flatMap(({ name }) => typesIn(name)),
      ...ATTACHMENT_TYPES,
      ...baselines.flatMap(({ types }) => types),
    ],
    providers: [
      ...new Set(
        baselines.flatMap(({ providers }) =>
          providers.flatMap(({ by, namespace }) => (by === 'create' ? [namespace] : [])),
        ),
      ),
    ],
    reserved: [...new Set(before.cells.flatMap(({ reservations }) => (reservations ? holdersOf(reservations) : [])))],
    archives: [before.foundation.archive.name, before.foundation.flows.name],
    imports: before.cells.some(({ lustre }) => lustre?.imports !== undefined),
    roots: { pipeline: before.bootstrap ? BOOTSTRAP : ACCESS, people: ACCESS },
  });
  return { baselines, identity };
}
