/**
 * Country documents that turn each option of Azure on and off, for what judges Terraform: the provider's schemas, our
 * checks, Terraform itself and Checkov.
 *
 * A new option of the document is one line here: a choice of the factor it belongs to, or a factor of its own. The
 * first choice of a factor is the least a document can say, the last the most.
 */
import './stand-ins';
import { azure } from '../../lib/catalogue';
import { WEEKDAYS } from '../../lib/profile/schema-azure';
import { pairwise } from './pairwise';
import { type Edits, once, type Row, rowOf } from './rows';

const CLAIM = 'the vendor, in writing, 2026-11-20';
const id = (digit: number): string => '00000000-0000-0000-0000-000000000000'.replaceAll('0', String(digit));
/** In the subscription of the cells, where they name one. */
const GROUP = `/subscriptions/${id(3)}/resourceGroups/reserved/providers/Microsoft.Compute/capacityReservationGroups/gpu`;
const pool = (name: string, size: string, more: object = {}) => ({ name, size, nodes: { min: 0, max: 2 }, ...more });

const FACTORS: Readonly<Record<string, readonly Edits[]>> = {
  classification: [{}, { classification: 'official' }, { classification: 'restricted' }],
  retention: [{}, { logRetentionDays: 400 }, { logRetentionDays: 36500 }],
  dialect: [{}, { 'azure.dialect': 'v4' }, { 'azure.dialect': 'v5' }],
  egress: [
    {},
    { egress: 'isolated', 'azure.sensor': 'none' },
    { egress: 'firewall', 'azure.firewall': { nextHop: '10.0.0.4' } },
    { egress: 'firewall', 'azure.firewall': { nextHop: '10.0.0.4' }, 'azure.sensor': 'defender' },
  ],
  maintenance: [
    {},
    { 'azure.maintenance': {} },
    { 'azure.maintenance': { day: 'Sunday', start: '22:00', utcOffset: '+05:30' } },
  ],
  recovery: [
    {},
    { 'azure.regions.recovery': 'southindia' },
    { 'azure.regions.recovery': 'southindia', 'azure.copies': 'pair' },
    { 'azure.regions.recovery': 'southindia', 'azure.copies': 'account' },
    { 'azure.regions.recovery': 'westindia' },
  ],
  state: [
    {},
    { 'azure.state': { resourceGroup: 'rg-state', storageAccount: 'sovereignstatein' } },
    { 'azure.state': { resourceGroup: 'rg-state', storageAccount: 'sovereignstatein', container: 'state' } },
  ],
  pools: [
    {},
    {
      'azure.cells.0.pools': ['1', '2', '3'].map((zone) =>
        pool(`train${zone}`, 'Standard_ND96isr_H200_v5', { offering: CLAIM, zone }),
      ),
    },
    {
      'azure.cells.0.pools': [
        pool('amd', 'Standard_ND96isr_MI300X_v5', {
          offering: CLAIM,
          nodes: { min: 0, max: 40 },
          capacity: 'on-demand',
        }),
        pool('serve', 'Standard_NC24ads_A100_v4', {
          offering: CLAIM,
          nodes: { min: 2, max: 60 },
          capacity: { reservation: GROUP },
        }),
      ],
    },
  ],
  lustre: [
    {},
    { 'azure.cells.*.lustre': 'none' },
    { 'azure.cells.0.lustre': { capacityTiB: 4 }, 'azure.cells.0.pools.0.zone': '1' },
    {
      'azure.cells.0.lustre': { capacityTiB: 48, throughput: 40, imports: { container: 'datasets' } },
      'azure.cells.0.pools.0.zone': '1',
    },
    {
      'azure.cells.0.lustre': { capacityTiB: 8, throughput: 250, imports: { container: 'checkpoints', prefix: '/' } },
      'azure.cells.0.pools.0.zone': '2',
    },
    { 'azure.cells.0.lustre': { capacityTiB: 8, throughput: 500 }, 'azure.cells.0.pools.0.zone': '2' },
    {
      'azure.cells.0.lustre': { capacityTiB: 128, throughput: 125, imports: { container: 'models', prefix: '/base' } },
      'azure.cells.0.pools.0.zone': '3',
    },
  ],
  cells: [
    {},
    {
      'azure.cells.1': {
        name: 'second-b',
        network: '10.90.0.0/16',
        pools: [pool('serve', 'Standard_NC40ads_H100_v5', { offering: CLAIM })],
      },
    },
  ],
  alerts: [{}, { 'azure.alerts': { emails: ['duty@example.org', 'soc@example.org'] } }],
  models: [
    {},
    { 'azure.models': [{ name: 'chat', model: 'gpt-4o', version: '2024-11-20', capacity: 30 }] },
    {
      'azure.models': [
        { name: 'chat', model: 'gpt-4o', version: '2024-11-20', kind: 'Standard', capacity: 30 },
        { name: 'chat-ptu', model: 'gpt-4o', version: '2024-11-20', kind: 'ProvisionedManaged', capacity: 50 },
      ],
    },
  ],
  subscriptions: [
    {},
    { 'azure.subscriptions': {} },
    { 'azure.subscriptions': { platform: id(1) } },
    { 'azure.subscriptions': { platform: id(1), data: id(2) }, 'azure.cells.*.subscription': id(3) },
  ],
};

/** Factors that name what India has and others need not: a second region, what its law allows, who sends alerts on. */
const OF_INDIA = ['recovery', 'classification', 'alerts'];

/** The smallest document of a region: a pool of what it sells, else of what a vendor promised. */
function smallest(region: string): object {
  const { country, offers } = azure.regions[region] as (typeof azure.regions)[string];
  const [sold] = offers;
  return {
    schemaVersion: 1,
    country,
    azure: {
      regions: { primary: region },
      network: '10.80.0.0/12',
      cells: [
        { name: 'first', pools: [pool('serve', sold ?? 'Standard_NC40ads_H100_v5', sold ? {} : { offering: CLAIM })] },
      ],
    },
  };
}

const row = (name: string, region: string, edits: readonly Edits[]): Row => rowOf(name, smallest(region), edits);

/** India, with every two choices of different factors together once. */
const options = pairwise(Object.values(FACTORS).map((choices) => choices.length)).map((choices, index) =>
  row(
    `azure options ${index + 1}`,
    'centralindia',
    Object.values(FACTORS).map((of, factor) => of[choices[factor] as number] as Edits),
  ),
);

/** Every region of the catalogue, by the least a document can say, and by all that is not India's own. */
const regions = Object.entries(azure.regions).flatMap(([region, { country, pair, pairCountry, zones }], index) => {
  const second = pairCountry === country ? pair : undefined;
  return [
    row(`${region} least`, region, [{ classification: 'official' }]),
    row(`${region} most`, region, [
      { classification: 'official' },
      second ? { 'azure.regions.recovery': second, 'azure.copies': 'account' } : {},
      ...Object.entries(FACTORS)
        .filter(([factor]) => !OF_INDIA.includes(factor))
        .map(([, choices]) => choices.at(-1) as Edits),
      { 'azure.maintenance.day': WEEKDAYS[index % WEEKDAYS.length] },
      zones === 0
        ? {
            'azure.cells.*.pools': [pool('amd', 'Standard_ND96isr_MI300X_v5', { offering: CLAIM })],
            'azure.cells.0.lustre': 'none',
          }
        : {},
    ]),
  ];
});

export const AZURE_MATRIX: readonly Row[] = once([...options, ...regions]);
