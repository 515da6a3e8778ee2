/** Arithmetic on blocks of IPv4 addresses, as CloudFormation and Terraform do it. IPv6 is left unknown. */

/** The `net`th block of addresses `bits` smaller within a block. */
export function cidrsubnet(prefix?: string, bits?: number, net?: number): string | undefined {
  const block = blockOf(prefix);
  if (!block || bits === undefined || net === undefined || bits < 0 || net < 0) return undefined;
  const length = block.length + bits;
  if (length > 32 || net >= 2 ** bits) return undefined;
  return `${dotted(block.first + net * 2 ** (32 - length))}/${length}`;
}

/** The first blocks of a length within a block; CloudFormation makes 256 at most. */
export function cidrBlocks(prefix: string, count: number, length: number): string[] | undefined {
  const block = blockOf(prefix);
  if (!block || !Number.isInteger(length) || !(count >= 1 && count <= 256)) return undefined;
  const blocks = Array.from({ length: count }, (_, net) => cidrsubnet(prefix, length - block.length, net));
  return blocks.every((each) => each !== undefined) ? blocks : undefined;
}

/** The `host`th address of a block; one below zero counts from its end. */
export function cidrhost(prefix?: string, host?: number): string | undefined {
  const block = blockOf(prefix);
  if (!block || host === undefined) return undefined;
  const size = 2 ** (32 - block.length);
  const place = host < 0 ? size + host : host;
  return place >= 0 && place < size ? dotted(block.first + place) : undefined;
}

export function cidrnetmask(prefix?: string): string | undefined {
  const block = blockOf(prefix);
  return block && dotted(2 ** 32 - 2 ** (32 - block.length));
}

function blockOf(prefix = ''): { first: number; length: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(prefix);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, length = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((part) => part > 255) || length > 32) return undefined;
  const size = 2 ** (32 - length);
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return { first: address - (address % size), length };
}

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
