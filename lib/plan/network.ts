/** Divides a cloud's network among cells and a cell's block among subnets. */
import { Allocator, type Cidr, formatCidr, nth, overlaps, parseCidr, prefixFor, sizeOf } from '../profile/cidr';
import type { Issue } from '../profile/document';
import { cellPrefix } from '../profile/rules/networks';

/** A plan that cannot be made; every reason, placed by path in the document. */
export class PlanRefusal extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super(issues.map(({ title, found }) => `${title}: ${found ?? ''}`).join('; '));
    this.name = 'PlanRefusal';
  }
}

/** The cell's block: its own where it names one, else the block of its place in the document. */
export function cellNetwork(network: string, cell: { network?: string }, index: number): Cidr {
  const whole = parseCidr(network) as Cidr;
  return cell.network ? (parseCidr(cell.network) as Cidr) : (nth(whole, cellPrefix(whole), index) as Cidr);
}

/** What a subnet is asked to hold. */
export interface SubnetNeed {
  readonly name: string;
  /** Addresses it must hold, growth included. */
  readonly addresses: number;
}

/**
 * Blocks for the needs, in order. Append needs to keep what was given where it is.
 *
 * @throws PlanRefusal when the block is used up, naming the size that would do
 */
export function divide(block: Cidr, needs: readonly SubnetNeed[], path: Issue['path']): Map<string, string> {
  const allocator = new Allocator(block);
  const given = new Map<string, string>();
  for (const need of needs) {
    const subnet = allocator.take(prefixFor(need.addresses));
    if (!subnet) {
      const total = needs.reduce((sum, { addresses }) => sum + 2 ** (32 - prefixFor(addresses)), 0);
      const wanted = prefixFor(total) - 1;
      // A VPC is at most a /16; beyond it only more cells help.
      const split = path[0] === 'aws' && wanted < 16;
      throw new PlanRefusal([
        {
          path,
          title: 'network too small for its pools',
          found: `${formatCidr(block)} for ${needs.length} subnets of ${total} addresses`,
          allowed: split ? 'a VPC is at most a /16' : `a block of /${wanted} or larger for this cell`,
          mend: split
            ? 'split the pools among several cells, or lower nodes.max'
            : 'give a larger network, or lower nodes.max',
        },
      ]);
    }
    given.set(need.name, formatCidr(subnet));
  }
  return given;
}

/**
 * The last block of a cell's: for a file system, since pools grow and are appended from the first.
 *
 * @param prefix length of its prefix
 * @param taken subnets of the cell
 * @throws PlanRefusal where one of them lies there
 */
export function lastBlock(
  network: string,
  prefix: number,
  taken: readonly { readonly name: string; readonly block: string }[],
  path: Issue['path'],
): string {
  const whole = parseCidr(network) as Cidr;
  const last = { base: whole.base + sizeOf(whole.prefix) - sizeOf(prefix), prefix };
  const there = taken.filter(({ block }) => overlaps(parseCidr(block) as Cidr, last));
  if (whole.prefix > prefix || there.length > 0)
    throw new PlanRefusal([
      {
        path: [...path, 'name'],
        title: 'no room for the file system',
        found: `${network}, to its end taken by ${there.map(({ name }) => name).join(', ') || 'other subnets'}`,
        allowed: `the last /${prefix} of the cell's block, free of subnets`,
        mend: 'give the cell a larger network, lower nodes.max, or write lustre: none',
      },
    ]);
  return formatCidr(last);
}
