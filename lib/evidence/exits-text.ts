/** Where data could leave, as a person reads it: the same table for every cloud. */
import type { ExitPlan } from '../plan';
import type { Medium } from './medium';

export const exitBlocks = (exits: readonly ExitPlan[], medium: Medium): string[] => [
  medium.heading(3, 'Where could data leave?'),
  medium.table(
    ['way', 'closed by', 'what stays open'],
    exits.map(({ way, closedBy, remains }) => [way, closedBy, remains]),
  ),
];
