/** Address ranges: whether a range takes in the internet. */

/**
 * A range wide enough to mean "anyone": `0.0.0.0/0`, `::/0`, and the halves people write to slip past a check. The
 * private `10.0.0.0/8` is the widest range that means something else.
 */
export function isWorld(cidr: string): boolean {
  const [address = '', prefix] = cidr.trim().split('/');
  if (prefix === undefined || !/^\d+$/.test(prefix)) return false;
  return address.includes(':') ? Number(prefix) < 4 : Number(prefix) < 8;
}
