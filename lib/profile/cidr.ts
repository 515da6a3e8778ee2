/** IPv4 blocks as numbers. Only what dividing a network needs; the catalogue's clouds are IPv4 inside. */

export interface Cidr {
  /** First address, as an unsigned 32-bit number. */
  readonly base: number;
  /** Prefix length, 0 to 32. */
  readonly prefix: number;
}

/** Addresses in a block of this prefix length. */
export const sizeOf = (prefix: number): number => 2 ** (32 - prefix);

/** Smallest block (longest prefix) that holds `addresses`. */
export const prefixFor = (addresses: number): number => 32 - Math.ceil(Math.log2(Math.max(1, addresses)));

/** Parses `10.0.0.0/8`; undefined where an octet, the prefix or the host bits are wrong, or a zero stands before a number. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\/(0|[1-9]\d?)$/.exec(text);
  if (!match) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefix = Number(match[5]);
  if (prefix > 32 || octets.some((octet) => octet > 255)) return undefined;
  const base = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return base % sizeOf(prefix) === 0 ? { base, prefix } : undefined;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export const formatCidr = ({ base, prefix }: Cidr): string => `${formatAddress(base)}/${prefix}`;

export const contains = (outer: Cidr, inner: Cidr): boolean =>
  inner.base >= outer.base && inner.base + sizeOf(inner.prefix) <= outer.base + sizeOf(outer.prefix);

export const overlaps = (a: Cidr, b: Cidr): boolean => contains(a, b) || contains(b, a);

/** RFC 1918. The shared space of RFC 6598 is left to the clusters' pods. */
export const PRIVATE_BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] as const;

export const isPrivate = (block: Cidr): boolean =>
  PRIVATE_BLOCKS.some((text) => contains(parseCidr(text) as Cidr, block));

/** The `index`-th block of `prefix` inside `network`; undefined where it does not fit. */
export function nth(network: Cidr, prefix: number, index: number): Cidr | undefined {
  const block = { base: network.base + index * sizeOf(prefix), prefix };
  return prefix >= network.prefix && contains(network, block) ? block : undefined;
}

/** Hands out aligned blocks of a network in the order asked, so what was given stays where it is. */
export class Allocator {
  private next: number;
  constructor(readonly network: Cidr) {
    this.next = network.base;
  }

  /** The next aligned block of `prefix`; undefined where the network is used up. */
  take(prefix: number): Cidr | undefined {
    const size = sizeOf(prefix);
    const base = Math.ceil(this.next / size) * size;
    const block = { base, prefix };
    if (!contains(this.network, block)) return undefined;
    this.next = base + size;
    return block;
  }
}
