/** What the firewall lets through: names AKS needs for what the cells are, and names the document adds. */
import { type AzureEgressFile, azureEgress } from '../../../catalogue';
import type { AzureCellPlan } from '../types';
import type { AllowedNames } from './types';

type Cell = Pick<AzureCellPlan, 'network' | 'pools' | 'cluster'>;

/** Whether a cell has what asks for names. */
const ASKS: Readonly<Record<AzureEgressFile['rows'][number]['for'], (cell: Cell) => boolean>> = {
  cluster: () => true,
  // Every cluster has the add-on.
  policy: () => true,
  sensor: ({ cluster }) => cluster.sensorWorkspaceId !== undefined,
  'gpu-driver': ({ pools }) => pools.some(({ gpuDriver }) => gpuDriver === 'Install'),
};

/**
 * Rules for these cells. Names of AKS one by one, not by the tag AzureKubernetesService: the vendor keeps the tag's
 * names, adds to them unasked, and it opens them to cells that need none of them.
 *
 * @param names of the document; a name that begins with a dot stands for itself and all below it
 * @param opened whether TLS to the document's names is opened; to those of AKS it never is, whose agents trust no other
 *   certificate
 */
export function allowedNames(cells: readonly Cell[], names: readonly string[], opened: boolean): AllowedNames[] {
  const blocks = (of: readonly Cell[]): string[] => of.map(({ network }) => network);
  const required = azureEgress.rows.map((row) => ({
    name: row.name,
    names: row.names,
    from: blocks(cells.filter(ASKS[row.for])),
    reason: row.reason,
    opened: false,
  }));
  const listed = names.map((name) => ({
    name: `listed-${name.replace(/^\./, '')}`,
    names: name.startsWith('.') ? [name.slice(1), `*${name}`] : [name],
    from: blocks(cells),
    reason: 'listed in the country document',
    opened,
  }));
  return [...required.filter(({ from }) => from.length > 0), ...listed];
}
