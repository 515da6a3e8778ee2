import { type Rule, wasWrong } from './rule';

/** A sensor that reports to a service outside the network has a way there. */
export const sensor: Rule = (document, report) => {
  if (document.azure?.sensor !== 'defender' || wasWrong(document, 'egress') || document.egress === 'firewall') return;
  report({
    path: ['azure', 'sensor'],
    title: 'a sensor without a way out',
    found: 'sensor: defender, and egress: isolated',
    allowed: 'none, where nothing leaves: the service has no private endpoint for what the sensor reports',
    mend: 'remove sensor, or write egress: firewall and allow *.cloud.defender.microsoft.com',
  });
};
