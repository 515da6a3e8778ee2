import { type Cidr, contains, formatCidr, isPrivate, nth, overlaps, PRIVATE_BLOCKS, parseCidr, sizeOf } from '../cidr';
import { CLOUD_NAMES, CLOUDS, type Rule } from './rule';

/** Longest prefix of a cloud's network: below it no cell has room for its subnets. */
const LONGEST_NETWORK = 20;
/** Longest prefix of a cell's own block. */
const LONGEST_CELL = 24;
/**
 * Longest prefix of the inspection network. AWS: three zones of three subnets of 16 addresses, with room for two more
 * zones. Azure: the firewall's 64 addresses, with room for its management, a gateway and a bastion.
 */
const LONGEST_INSPECTION = 24;
/** Prefix length of a cell's block in a network: a /16 each where there is room, else an eighth of the network. */
export const cellPrefix = (network: Cidr): number => Math.max(16, network.prefix + 3);
/** AKS and EKS give services addresses of their own; nothing of the network may take them. */
export const SERVICE_CIDR = '172.20.0.0/16';
/** Overlay pods of AKS. */
export const POD_CIDR = '100.64.0.0/10';

type Path = (string | number)[];
interface Taken {
  readonly block: Cidr;
  readonly name: string;
  readonly path: Path;
  /** Written in the document, not given by its place. */
  readonly written: boolean;
}

/** Blocks are private, aligned, large enough, and none lies in another. */
export const networks: Rule = (document, report) => {
  const clouds: Taken[] = [];
  for (const cloud of CLOUDS) {
    const target = document[cloud];
    const path = [cloud, 'network'];
    const network = target?.network === undefined ? undefined : usable(target.network, path, LONGEST_NETWORK);
    if (network) clouds.push({ block: network, name: `the network of ${cloud}`, path, written: true });

    const cells: Taken[] = [];
    let full = false;
    target?.cells?.forEach((cell, index) => {
      const at = [cloud, 'cells', index];
      const name = `the block of ${cell?.name ?? `cell ${index + 1}`}`;
      if (cell?.network !== undefined) {
        const block = usable(cell.network, [...at, 'network'], LONGEST_CELL);
        if (!block) return;
        if (network && !contains(network, block)) outside(cloud, [...at, 'network'], cell.network, target.network);
        if (block.prefix < 16 && cloud === 'aws') tooLarge([...at, 'network'], cell.network);
        cells.push({ block, name, path: [...at, 'network'], written: true });
      } else if (network) {
        const block = nth(network, cellPrefix(network), index);
        if (block) cells.push({ block, name, path: at, written: false });
        else full = true;
      }
    });
    if (full && network) tooFew(path, network, target?.cells?.length ?? 0);
    apart(cells);
  }
  for (const cloud of CLOUDS) {
    const inspection = document[cloud]?.firewall?.network;
    const path = [cloud, 'firewall', 'network'];
    const block = inspection === undefined ? undefined : usable(inspection, path, LONGEST_INSPECTION);
    if (!inspection || !block) continue;
    if (block.prefix < 16) tooLarge(path, inspection, cloud);
    clouds.push({ block, name: cloud === 'aws' ? 'the inspection network' : 'the hub network', path, written: true });
  }
  apart(clouds);

  /** Reports each block that overlaps one before it, at the one a person wrote. */
  function apart(blocks: readonly Taken[]): void {
    for (const [index, later] of blocks.entries())
      for (const earlier of blocks.slice(0, index)) {
        if (!overlaps(later.block, earlier.block)) continue;
        const [one, other] = later.written || !earlier.written ? [later, earlier] : [earlier, later];
        report({
          path: one.path,
          title: 'overlapping networks',
          found: `${formatCidr(one.block)} overlaps ${other.name}, ${formatCidr(other.block)}${other.written ? '' : ' by its place in the list'}`,
          allowed: 'blocks that share no address',
          mend: other.written ? 'choose another block' : 'choose another block, or give every cell its own',
        });
      }
  }

  function outside(cloud: 'aws' | 'azure', path: Path, found: string, network: string | undefined): void {
    report({
      path,
      title: "cell network outside the cloud's network",
      found,
      allowed: `a block inside ${network}, the network of ${cloud}`,
      mend: 'choose a block inside it, or leave network out',
    });
  }

  function tooLarge(path: Path, found: string, cloud: (typeof CLOUDS)[number] = 'aws'): void {
    report({
      path,
      title: 'network too large',
      found,
      allowed:
        cloud === 'aws'
          ? `a /16 or smaller: ${CLOUD_NAMES.aws} allows a VPC no more`
          : 'a /16 or smaller: it holds a firewall and what stands beside it',
      mend: 'give a smaller block (a larger number after the slash)',
    });
  }

  function tooFew(path: Path, network: Cidr, cells: number): void {
    report({
      path,
      title: 'network too small',
      found: `${formatCidr(network)} for ${cells} cells`,
      allowed: `${2 ** (cellPrefix(network) - network.prefix)} cells of a /${cellPrefix(network)} each`,
      mend: 'give a larger block (a smaller number after the slash), or give cells a network of their own',
    });
  }

  function usable(text: string, path: Path, longest: number): Cidr | undefined {
    const block = parseCidr(text);
    const problem = block ? unusable(text, block, longest) : malformed(text);
    if (problem) report({ path, ...problem });
    return problem ? undefined : block;
  }
};

type Complaint = Pick<Parameters<Parameters<Rule>[1]>[0], 'title' | 'found' | 'allowed' | 'mend'>;

function malformed(text: string): Complaint {
  const [octets = [], prefix = 0] = [text.split('/')[0]?.split('.').map(Number), Number(text.split('/')[1])];
  const sane = octets.every((octet) => octet <= 255) && prefix <= 32;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const base = Math.floor(address / sizeOf(prefix)) * sizeOf(prefix);
  const aligned = sane && base === address;
  return {
    title: sane && !aligned ? 'network not aligned' : 'not a network',
    found: sane && !aligned ? `${text}, an address inside ${formatCidr({ base, prefix })}` : text,
    allowed:
      sane && !aligned
        ? 'the first address of a block'
        : 'four numbers up to 255 and a length up to 32, no zeros before them',
    mend: sane ? `write ${formatCidr({ base, prefix })}` : 'correct the numbers',
  };
}

function unusable(text: string, block: Cidr, longest: number): Complaint | undefined {
  if (!isPrivate(block))
    return {
      title: 'public network',
      found: text,
      allowed: `inside ${PRIVATE_BLOCKS.join(', ')}`,
      mend: 'use a private block; other addresses are of the internet, or kept for other uses',
    };
  const reserved = [SERVICE_CIDR, POD_CIDR].find((other) => overlaps(block, parseCidr(other) as Cidr));
  if (reserved)
    return {
      title: 'network taken by the clusters',
      found: `${text} overlaps ${reserved}`,
      allowed: `a private block outside ${SERVICE_CIDR} (services) and ${POD_CIDR} (pods)`,
      mend: 'choose a block of 10.0.0.0/8',
    };
  if (block.prefix > longest)
    return {
      title: 'network too small',
      found: `${text}: ${sizeOf(block.prefix)} addresses`,
      allowed: `a /${longest} or larger`,
      mend: 'give a larger block (a smaller number after the slash)',
    };
  return undefined;
}
