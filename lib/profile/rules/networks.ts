import { type Cidr, contains, formatCidr, isPrivate, nth, overlaps, PRIVATE_BLOCKS, parseCidr } from '../cidr';
import { CLOUDS, type Rule } from './rule';

/** Longest prefix of a cloud's network: below it no cell has room for its subnets. */
const LONGEST = { aws: 20, azure: 20 } as const;
/** Prefix length of a cell's block in a network: a /16 each where there is room, else an eighth of the network. */
export const cellPrefix = (network: Cidr): number => Math.max(16, network.prefix + 3);
/** AKS and EKS give services addresses of their own; nothing of the network may take them. */
export const SERVICE_CIDR = '172.20.0.0/16';
/** Overlay pods of AKS. */
export const POD_CIDR = '100.64.0.0/10';

/** Blocks are private, aligned, large enough, and none lies in another. */
export const networks: Rule = (document, report) => {
  const taken: { block: Cidr; name: string; path: (string | number)[] }[] = [];
  for (const cloud of CLOUDS) {
    const target = document[cloud];
    const network =
      target?.network === undefined ? undefined : usable(target.network, [cloud, 'network'], LONGEST[cloud]);
    if (network) taken.push({ block: network, name: `${cloud}.network`, path: [cloud, 'network'] });

    const cells: { block: Cidr; name: string; path: (string | number)[] }[] = [];
    target?.cells?.forEach((cell, index) => {
      const path = [cloud, 'cells', index, 'network'];
      if (cell?.network !== undefined) {
        const block = usable(cell.network, path, 24);
        if (!block) return;
        if (network && !contains(network, block))
          report({
            path,
            title: "cell network outside the cloud's network",
            found: cell.network,
            allowed: `a block inside ${target.network}`,
            mend: 'choose a block inside it, or leave network out',
          });
        if (block.prefix < 16 && cloud === 'aws')
          report({
            path,
            title: 'network too large',
            found: cell.network,
            allowed: 'a VPC is at most a /16',
            mend: 'choose a /16 or smaller',
          });
        cells.push({ block, name: `${cloud} cell ${cell.name ?? index + 1}`, path });
      } else if (network) {
        const block = nth(network, cellPrefix(network), index);
        if (block)
          cells.push({ block, name: `${cloud} cell ${cell?.name ?? index + 1}`, path: [cloud, 'cells', index] });
        else
          report({
            path: [cloud, 'network'],
            title: 'network too small',
            found: `${target.network} for ${target.cells?.length} cells`,
            allowed: `${2 ** (cellPrefix(network) - network.prefix)} cells of /${cellPrefix(network)}`,
            mend: 'give a larger block (a smaller number after the slash)',
          });
      }
    });
    for (const [index, cell] of cells.entries())
      for (const other of cells.slice(0, index))
        if (overlaps(cell.block, other.block))
          report({
            path: cell.path,
            title: 'overlapping networks',
            found: `${formatCidr(cell.block)} overlaps ${other.name} (${formatCidr(other.block)})`,
            allowed: 'blocks that share no address',
            mend: 'choose another block',
          });
  }
  const [a, b] = taken;
  if (a && b && overlaps(a.block, b.block))
    report({
      path: b.path,
      title: 'overlapping networks',
      found: `${formatCidr(b.block)} overlaps ${a.name} (${formatCidr(a.block)})`,
      allowed: 'blocks that share no address',
      mend: 'choose another block',
    });

  function usable(text: string, path: (string | number)[], longest: number): Cidr | undefined {
    const block = parseCidr(text);
    if (!block) {
      const [address = '', length = ''] = text.split('/');
      const octets = address.split('.').map(Number);
      const sane = octets.every((octet) => octet <= 255) && Number(length) <= 32;
      const start = sane ? suggestBase(octets, Number(length)) : undefined;
      report({
        path,
        title: sane ? 'network not aligned' : 'not a network',
        found: text,
        allowed: 'an IPv4 block whose host bits are zero',
        mend: start ? `write ${start}` : 'write an address of four numbers up to 255 and a length up to 32',
      });
      return undefined;
    }
    if (!isPrivate(block)) {
      report({
        path,
        title: 'public network',
        found: text,
        allowed: `inside ${PRIVATE_BLOCKS.join(', ')}`,
        mend: 'use a private block; addresses of the internet belong to others',
      });
      return undefined;
    }
    const reserved = [SERVICE_CIDR, POD_CIDR].find((other) => overlaps(block, parseCidr(other) as Cidr));
    if (reserved) {
      report({
        path,
        title: 'network taken by the clusters',
        found: `${text} overlaps ${reserved}`,
        allowed: `a private block outside ${SERVICE_CIDR} (services) and ${POD_CIDR} (pods)`,
        mend: 'choose a block of 10.0.0.0/8',
      });
      return undefined;
    }
    if (block.prefix > longest) {
      report({
        path,
        title: 'network too small',
        found: `${text}: ${2 ** (32 - block.prefix)} addresses`,
        allowed: `a /${longest} or larger`,
        mend: 'give a larger block (a smaller number after the slash)',
      });
      return undefined;
    }
    return block;
  }
};

function suggestBase(octets: number[], prefix: number): string {
  const size = 2 ** (32 - prefix);
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return formatCidr({ base: Math.floor(address / size) * size, prefix });
}
