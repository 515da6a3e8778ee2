import { type Cidr, contains, isPrivate, overlaps, PRIVATE_BLOCKS, parseCidr } from '../cidr';
import { POD_CIDR, SERVICE_CIDR } from './networks';
import type { Rule } from './rule';

/** Operators come from private blocks of their own; their gateway stands on the internet. */
export const path: Rule = (document, report) => {
  const { aws, azure } = document;
  const chosen = aws?.path;
  if (!chosen || !('operators' in chosen)) return;
  const taken = [
    ['the network of aws', aws.network],
    ['the network of azure', azure?.network],
    ['services of the clusters', SERVICE_CIDR],
    ['pods of the clusters', POD_CIDR],
  ] as const;
  const seen: Cidr[] = [];
  chosen.operators?.forEach((text, index) => {
    const at = ['aws', 'path', 'operators', index];
    const block = text === undefined ? undefined : parseCidr(text);
    if (text === undefined) return;
    if (!block) {
      report({
        path: at,
        title: 'not a network',
        found: text,
        allowed: 'the first address of a block, and its length: 10.200.0.0/24',
        mend: 'correct the block',
      });
      return;
    }
    if (!isPrivate(block)) {
      report({
        path: at,
        title: 'operators on the internet',
        found: text,
        allowed: `inside ${PRIVATE_BLOCKS.join(', ')}`,
        mend: 'give the private block that the operators have behind their gateway',
      });
      return;
    }
    const other = taken.find(([, cidr]) => {
      const whole = cidr === undefined ? undefined : parseCidr(cidr);
      return whole && overlaps(whole, block);
    });
    if (other)
      report({
        path: at,
        title: 'overlapping networks',
        found: `${text} overlaps ${other[1]}, ${other[0]}`,
        allowed: 'blocks that share no address',
        mend: 'choose another block for the operators, or for the cells',
      });
    if (seen.some((before) => overlaps(before, block)))
      report({
        path: at,
        title: 'overlapping networks',
        found: `${text} overlaps another block of the operators`,
        allowed: 'blocks that share no address',
        mend: 'remove one of them',
      });
    seen.push(block);
  });
  if (chosen.kind !== 'vpn' || chosen.gateway === undefined) return;
  const gateway = parseCidr(`${chosen.gateway}/32`);
  if (gateway && (isPrivate(gateway) || contains(parseCidr(POD_CIDR) as Cidr, gateway)))
    report({
      path: ['aws', 'path', 'gateway'],
      title: 'private address of a gateway',
      found: chosen.gateway,
      allowed: "the public address that the operators' gateway has on the internet",
      mend: 'give that address; a private one is reached by a circuit',
    });
};
