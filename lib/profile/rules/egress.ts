import { contains, isPrivate, parseCidr } from '../cidr';
import { CLOUDS, type Rule, wasWrong } from './rule';

const KEY = {
  aws: 'firewall: { transitGateway: tgw-… } or firewall: { network: 10.…/24, allow: [repo.example.org] }',
  azure: 'firewall: { nextHop: 10.… } or firewall: { network: 10.…/24, allow: [repo.example.org] }',
} as const;

/** The egress mode and the firewall that serves it are named together. */
export const egress: Rule = (document, report) => {
  for (const cloud of CLOUDS) {
    const target = document[cloud];
    if (!target || wasWrong(document, 'egress') || wasWrong(target, 'firewall')) continue;
    if (document.egress === 'firewall' && !target.firewall)
      report({
        path: [cloud],
        key: true,
        title: 'egress through a firewall that is not named',
        found: `egress: firewall, and no firewall in ${cloud}`,
        allowed: KEY[cloud],
        mend: `add ${KEY[cloud]}, or write egress: isolated`,
      });
    if (document.egress !== 'firewall' && target.firewall)
      report({
        path: [cloud, 'firewall'],
        key: true,
        title: 'a firewall that nothing is routed to',
        found: `egress: ${document.egress ?? 'isolated'}`,
        allowed: 'a firewall with egress: firewall',
        mend: 'remove the firewall, or write egress: firewall',
      });
  }
  const hop = document.azure?.firewall?.nextHop;
  const block = hop === undefined ? undefined : parseCidr(`${hop}/32`);
  if (block && !isPrivate(block))
    report({
      path: ['azure', 'firewall', 'nextHop'],
      title: 'public firewall address',
      found: hop,
      allowed: 'a private address of the hub network',
      mend: "use the firewall's private address",
    });
  for (const [cloud, network] of [
    ['azure', document.azure?.network],
    ['aws', document.aws?.network],
  ] as const) {
    const whole = network === undefined ? undefined : parseCidr(network);
    if (block && whole && contains(whole, block))
      report({
        path: ['azure', 'firewall', 'nextHop'],
        title: "firewall inside the cells' networks",
        found: `${hop} lies in ${cloud}.network ${network}`,
        allowed: "an address of the operator's hub, which no cell holds",
        mend: 'give the address of the firewall in the hub, or another network to the cells',
      });
  }
};
