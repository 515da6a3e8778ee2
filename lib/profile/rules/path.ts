import { type Cidr, contains, isPrivate, overlaps, PRIVATE_BLOCKS, parseCidr } from '../cidr';
import { POD_CIDR, SERVICE_CIDR } from './networks';
import { CLOUDS, type Rule, type Sound } from './rule';

type Report = Parameters<Rule>[1];

/** Operators come from private blocks of their own; their gateway stands on the internet. */
export const path: Rule = (document, report) => {
  for (const cloud of CLOUDS) {
    const chosen = document[cloud]?.path;
    if (!chosen) continue;
    if ('operators' in chosen) blocks(cloud, chosen.operators ?? [], document, report);
    if (chosen.kind === 'vpn' && chosen.gateway !== undefined) gateway(cloud, chosen.gateway, report);
  }
  const { azure } = document;
  if (azure?.path?.kind === 'bastion' && azure.dialect === 'v4')
    report({
      path: ['azure', 'path', 'kind'],
      title: 'Bastion without a public address not known to the provider',
      found: 'bastion with dialect v4: azurerm 4.55 demands a public address of every Bastion',
      allowed: 'dialect: v5, or a vpn or a circuit',
      mend: 'write dialect: v5, or choose another path',
    });
};

function blocks(
  cloud: (typeof CLOUDS)[number],
  operators: readonly (string | undefined)[],
  { aws, azure }: Sound,
  report: Report,
): void {
  const taken = [
    ['the network of aws', aws?.network],
    ['the network of azure', azure?.network],
    ['services of the clusters', SERVICE_CIDR],
    ['pods of the clusters', POD_CIDR],
  ] as const;
  const seen: Cidr[] = [];
  operators.forEach((text, index) => {
    const at = [cloud, 'path', 'operators', index];
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
}

function gateway(cloud: (typeof CLOUDS)[number], address: string, report: Report): void {
  const block = parseCidr(`${address}/32`);
  if (!block || !(isPrivate(block) || contains(parseCidr(POD_CIDR) as Cidr, block))) return;
  report({
    path: [cloud, 'path', 'gateway'],
    title: 'private address of a gateway',
    found: address,
    allowed: "the public address that the operators' gateway has on the internet",
    mend: 'give that address; a private one is reached by a circuit',
  });
}
