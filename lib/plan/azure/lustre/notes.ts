/** File systems of the cells: what the roots must hold, what an operator must see to, and what stays a risk. */
import { azureLustre as sizes } from '../../../catalogue';
import type { Precondition, Quota } from '../../intent';
import {
  type Capability,
  type Draft,
  diagnosticsName,
  held,
  inRoot,
  lockName,
  precondition,
  vendorHeld,
} from '../capability';
import type { AzureCellPlan, LustrePlan } from '../types';

interface Planned {
  readonly cell: AzureCellPlan;
  readonly plan: LustrePlan;
}

const planned = ({ cells }: Draft): Planned[] =>
  cells.flatMap((cell) => (cell.lustre ? [{ cell, plan: cell.lustre }] : []));

/** The resource provider of the service, as Entra ID knows it in every tenant. */
const SERVICE = 'HPC Cache Resource Provider';

function preconditionsOf({ cell, plan }: Planned, { egress, location }: Draft): Precondition[] {
  return [
    precondition(
      `lustre-${cell.name}`,
      `managed Lustre is sold in ${location}, in zone ${plan.zone}, at ${plan.throughput} MB/s for each of ${plan.capacityTiB} TiB: the catalogue does not know where it is, and what it costs is unknown`,
      `az amlfs check-amlfs-subnet in ${location}; or write lustre: none in the cell`,
    ),
    egress === 'isolated'
      ? precondition(
          `lustre-isolated-${cell.name}`,
          `a file system without a way out is confirmed for ${cell.name}: the vendor asks for paths to its own services, of which this subnet has none`,
          'deploy it in a trial subscription first; where it does not come up, egress: firewall, or lustre: none',
        )
      : precondition(
          `lustre-firewall-${cell.name}`,
          `the firewall lets the subnet ${cell.vnet.subnets.find(({ name }) => name === plan.subnet)?.block} out to what the service runs on, and to none of the vendor's telemetry`,
          `allow the tags AzureActiveDirectory, AzureResourceManager, AzureMonitor, AzureKeyVault.${location}, Storage.${location} and ApiManagement.${location} on 443, and time on UDP 123`,
        ),
    precondition(
      `lustre-key-${cell.name}`,
      `the key of ${plan.name} is given to it again after each rotation: it follows none by itself`,
      'apply the root of the cell after the key has rotated, once a year',
    ),
    precondition(
      `lustre-mount-${cell.name}`,
      `pods of ${cell.name} mount the file system by a persistent volume that names its address`,
      `az amlfs show --name ${plan.name} --query clientInfo.mgsAddress; the Azure Lustre CSI driver from the registry, its volumes made by hand: its own would be file systems outside this plan`,
    ),
  ];
}

export const lustre: Capability = {
  expectations: (draft) =>
    planned(draft).flatMap(({ cell, plan }) => {
      const { location } = draft;
      const expected = inRoot(cell.root);
      return [
        {
          ...expected('lustre', 'managed_lustre_file_system', plan.name, {
            location,
            sku_name: `AMLFS-Durable-Premium-${plan.throughput}`,
            storage_capacity_in_tb: plan.capacityTiB,
            zones: [plan.zone],
            'hsm_setting.container_id': plan.imports?.containerId,
          }),
          ...vendorHeld(cell, 'lustre', 'encryption_key'),
        },
        ...(held(cell, 'lustre')
          ? [expected('lustre/identity', 'user_assigned_identity', plan.identity, { location })]
          : []),
        expected('lustre/lock', 'management_lock', lockName(plan.name), { lock_level: 'CanNotDelete' }),
        expected('lustre/logs', 'monitor_diagnostic_setting', diagnosticsName(plan.name)),
      ];
    }),
  addresses: (draft) =>
    planned(draft).flatMap(({ cell, plan }) =>
      plan.imports
        ? [
            {
              what: `container ${plan.imports.container}`,
              owner: draft.data.root,
              address: plan.imports.containerId,
              namedBy: [cell.root],
            },
          ]
        : [],
    ),
  notes: (draft) => {
    const all = planned(draft);
    const importing = all.filter(({ plan }) => plan.imports);
    if (all.length === 0) return {};
    return {
      quotas: all.map(
        ({ cell, plan }): Quota => ({
          cloud: 'azure',
          region: draft.location,
          account: cell.subscription,
          name: 'Managed Lustre capacity',
          amount: plan.capacityTiB,
          unit: 'TiB',
          reason: cell.name,
        }),
      ),
      preconditions: [
        ...all.flatMap((one) => preconditionsOf(one, draft)),
        ...(importing.length > 0
          ? [
              precondition(
                'lustre-principal',
                `lustre_principal_id is given to ${draft.data.root}: the object id, in this tenant, of the service that imports`,
                `az ad sp list --display-name "${SERVICE}" --query "[].id"`,
              ),
            ]
          : []),
      ],
      residualRisks: [
        'Azure: a file system stands in one zone, has no backup, and neither grows nor shrinks; it is paid for while no node runs.',
        'Azure: whoever mounts a file system shares it: it holds what any namespace of the cell writes to it.',
        ...(importing.length > 0
          ? [
              `Azure: the vendor's service (${SERVICE}) may manage the account a file system imports from, and read and write all its blobs: it takes no smaller role.`,
            ]
          : []),
      ],
      facts: [
        {
          statement: `Lustre sizes: ${Object.entries(sizes.stepTiB)
            .map(([throughput, step]) => `steps of ${step} TiB at ${throughput} MB/s per TiB`)
            .join(', ')}`,
          asOf: sizes.asOf,
          confidence: sizes.confidence,
          sources: [sizes.source],
        },
      ],
    };
  },
};
