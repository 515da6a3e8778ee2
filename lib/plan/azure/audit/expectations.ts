/** Alerts, and the logs of networks: what the roots must hold. */
import type { Expectation } from '../../expectation';
import { type Draft, diagnosticsName, inRoot, networksOf } from '../capability';
import type { AlertsPlan } from './types';

/** Networks and what guards their subnets log as vaults and clusters do, in the root that records their flows. */
export function networkLogsExpected(plan: Draft): Expectation[] {
  const { inspection } = plan;
  return [
    ...networksOf(plan).flatMap(({ root, vnet }) => {
      const { root: maker } = vnet.flowLog;
      const logged = (what: string, name: string): Expectation =>
        inRoot(maker)(
          `${maker === root ? '' : `${root}/`}${what}`,
          'monitor_diagnostic_setting',
          diagnosticsName(name),
        );
      return [
        logged('network/logs', vnet.name),
        ...vnet.subnets.flatMap(({ name, securityGroup }) =>
          securityGroup ? [logged(`network/${name}/logs`, securityGroup)] : [],
        ),
      ];
    }),
    ...(inspection
      ? [
          inRoot(inspection.root)(
            'network/logs',
            'monitor_diagnostic_setting',
            diagnosticsName(inspection.network.name),
          ),
        ]
      : []),
  ];
}

export function alertsExpected({ root, subscription, actionGroup, alerts }: AlertsPlan): Expectation[] {
  const expected = inRoot(root);
  return [
    ...(actionGroup
      ? [
          expected('alerts/receivers', 'monitor_action_group', actionGroup.name, {
            location: actionGroup.location,
            enabled: true,
          }),
        ]
      : []),
    ...alerts.map(({ id, name, operation }) =>
      expected(`alerts/${id}`, 'monitor_activity_log_alert', name, {
        enabled: true,
        scopes: [`/subscriptions/${subscription}`],
        'criteria.category': 'Administrative',
        'criteria.operation_name': operation,
      }),
    ),
  ];
}
