/** The network of a cell as a person reads it. */
import type { AwsCellPlan } from '../plan/aws';
import type { Medium } from './medium';

export const networkBlocks = (cell: AwsCellPlan, medium: Medium): string[] => [
  medium.table(
    ['subnet', 'block', 'zone'],
    cell.subnets.map((subnet) => [subnet.name, subnet.cidr, subnet.zone]),
  ),
  medium.table(
    ['endpoint', 'kind', 'why', 'lets through'],
    cell.endpoints.map(({ service, type, reasons, actions }) => [
      service,
      type,
      reasons.join('; '),
      actions.map((action) => action.split(':')[1]).join(', '),
    ]),
  ),
  medium.table(
    ['network', 'what'],
    [
      ['pods', cell.pods.reason],
      ['names that resolve', [...cell.names.own, ...cell.names.beyond].join(', ')],
      [
        'encryption in transit',
        cell.encryption ?? 'no control of it in this region: instances encrypt where their types do',
      ],
      ['operators come in', pathOf(cell)],
      ...cell.acls.map(({ tier, inbound, outbound }): [string, string] => [
        `border of ${tier}`,
        `in: ${rules(inbound)}; out: ${rules(outbound)}`,
      ]),
    ],
  ),
];

function pathOf({ path }: AwsCellPlan): string {
  switch (path?.kind) {
    case 'session':
      return `by Session Manager, with the document ${path.document}, to port 443 of the API`;
    case 'vpn':
      return `by VPN from ${path.gateway}: ${path.operators.join(', ')} to port 443 of the API`;
    case 'circuit':
      return `by Direct Connect gateway ${path.gateway}: ${path.operators.join(', ')} to port 443 of the API`;
    default:
      return 'by no path of these stacks';
  }
}

const rules = (all: AwsCellPlan['acls'][number]['inbound']): string =>
  all.map(({ cidr, ports }) => (ports ? `${cidr} TCP ${[...new Set(ports)].join('-')}` : cidr)).join(', ');
