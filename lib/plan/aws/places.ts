/** Partition, regions and zones the plan stands in. */
import { aws, awsRegion, awsZoneHealth } from '../../catalogue';
import { type Capability, type Draft, precondition } from './capability';
import { tableFact } from './facts';

const zonesOf = (plan: Draft): string[] =>
  [...new Set(plan.cells.flatMap(({ subnets }) => subnets.map(({ zone }) => zone)))].sort();

const regionsOf = ({ regions }: Draft): string[] => [regions.primary, ...(regions.recovery ? [regions.recovery] : [])];

export const places: Capability = {
  notes: (plan) => {
    const zones = zonesOf(plan);
    const damaged = aws.zoneHealth.filter((health) => health.zones.some((zone) => zones.includes(zone)));
    return {
      preconditions: [
        ...regionsOf(plan)
          .filter((region) => awsRegion(region)?.optIn)
          .map((region) =>
            precondition(
              `region-${region}`,
              `${region} is enabled in every account used`,
              `aws account get-region-opt-status --region-name ${region}`,
            ),
          ),
      ],
      residualRisks: [
        'AWS: IAM, STS, Route 53 and Organizations have control planes outside the country; no template moves them.',
        ...(plan.guardrails
          ? []
          : [
              'AWS: organisation guardrails are not part of these stacks; without them an administrator of an account can stop its trail, silence its alarms and undo what the stacks hold: only what is locked in the archive stays.',
            ]),
        ...zones.flatMap((zone) => {
          const health = awsZoneHealth(zone);
          return health
            ? [`AWS: the control plane reaches into ${zone}: ${health.text} (last checked ${health.lastChecked}).`]
            : [];
        }),
      ],
      headlines: damaged.map(
        ({ zones: hit, text, lastChecked }) => `zones ${hit.join(', ')}: ${text}; last checked ${lastChecked}`,
      ),
      facts: [
        tableFact('regions', `Regions: ${regionsOf(plan).join(', ')}`),
        tableFact('zones', `Zones: ${zones.join(', ')}`),
        ...damaged.map((health) => tableFact('zoneHealth', `Zones ${health.zones.join(', ')}: ${health.text}`)),
      ],
    };
  },
};
