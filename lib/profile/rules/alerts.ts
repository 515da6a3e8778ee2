import { azure } from '../../catalogue';
import type { Rule } from './rule';

/** Alerts are sent on from the region itself, or to nobody. */
export const alerts: Rule = (document, report) => {
  const location = document.azure?.regions?.primary;
  if (!document.azure?.alerts || !location || azure.actionGroups.includes(location)) return;
  report({
    path: ['azure', 'alerts'],
    key: true,
    title: 'alerts would be sent on from abroad',
    found: `alerts, and the region ${location}, whose alerts Azure sends on from any region`,
    allowed: 'no alerts: Azure sends them on within the region itself in some regions only, and this is none of them',
    mend: 'remove alerts: they are made all the same, and the plan says how they are read in the country',
  });
};
