/** The file system of a cell: whether it has one, where it stands, and what it shows. */
import { azureLustre as sizes } from '../../../catalogue';
import type { AzureCell, AzureTarget } from '../../../profile';
import { type AddressBook, cellRoot, DATA } from '../addresses';
import { ACCOUNTS } from '../network/endpoints';
import type { LustrePlan } from './types';

export type { LustreThroughput } from '../../../profile/rules/lustre-azure';
export type { LustrePlan } from './types';

/** Container in which file systems log what they import and export; an account that one imports from has it. */
export const LUSTRE_LOGS = 'lustre-logs';

/** Account that holds a container. */
const accountOf = (container: string): 'models' | 'data' => (container === 'models' ? 'models' : 'data');

/** Purposes of the accounts that a file system of some cell imports from. */
export const importedFrom = (target: AzureTarget): readonly ('models' | 'data')[] => [
  ...new Set(
    target.cells.flatMap(({ lustre }) =>
      typeof lustre === 'object' && lustre.imports ? [accountOf(lustre.imports.container)] : [],
    ),
  ),
];

/** Prefix of the subnet a capacity needs. Source: the catalogue's. */
export const lustrePrefix = (capacityTiB: number): number =>
  (sizes.subnets.find(({ upToTiB }) => upToTiB >= capacityTiB) ?? sizes.subnets[sizes.subnets.length - 1])?.prefix ??
  23;

export const planLustre = (book: AddressBook, cell: AzureCell): LustrePlan | undefined => {
  const { lustre, pools, name } = cell;
  if (typeof lustre !== 'object') return undefined;
  const root = cellRoot(name);
  const { imports } = lustre;
  const container = (purpose: string, named: string): string =>
    book.id(DATA, ACCOUNTS, book.storage(purpose), 'blobServices', 'default', 'containers', named);
  return {
    name: book.of(root, 'lustre'),
    identity: book.of(root, 'lustre', 'identity'),
    subnet: 'lustre',
    zone: pools.find((pool) => pool.zone)?.zone ?? '1',
    capacityTiB: lustre.capacityTiB,
    throughput: lustre.throughput,
    imports: imports && {
      account: accountOf(imports.container),
      container: imports.container,
      containerId: container(accountOf(imports.container), imports.container),
      loggingContainerId: container(accountOf(imports.container), LUSTRE_LOGS),
      prefix: imports.prefix,
    },
  };
};
