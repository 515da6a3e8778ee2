/**
 * Country documents that turn each option of Azure on and off, for what judges Terraform: the provider's schemas, our
 * checks, Terraform itself and Checkov.
 *
 * A new option of the document is one line here: a choice of the factor it belongs to, or a factor of its own. The
 * first choice of a factor is the least a document can say, the last the most.
 */
import './stand-ins';
import { azure, azureReaches } from '../../lib/catalogue';
import { WEEKDAYS } from '../../lib/profile/schema-azure';
import { pairwise } from './pairwise';
import { type Edits, once, type Row, rowOf } from './rows';

const CLAIM = 'the vendor, in writing, 2026-11-20';
const id = (digit: number): string => '00000000-0000-0000-0000-000000000000'.replaceAll('0', String(digit));
/** In the subscription of the cells, where they name one. */
const GROUP = `/subscriptions/${id(3)}/resourceGroups/reserved/providers/Microsoft.Compute/capacityReservationGroups/gpu`;
const pool = (name: string, size: string, more: object = {}) => ({ name, size, nodes: { min: 0, max: 2 }, ...more });

/** Something of the operators' own network. */
const wan = (type: string): string =>
  `/subscriptions/${id(5)}/resourceGroups/wan/providers/Microsoft.Network/${type}/operators`;
const operators = ['192.168.0.0/24'];

/** Services that take no key of a Managed HSM, in v4 at least, and whose key someone answers for. */
const VAULT_ONLY = ['logs', 'registry', 'etcd', 'lustre'];

/** Exceptions for services that take no key of a Managed HSM. */
const lowered = (level: string, purposes: readonly string[] = VAULT_ONLY): Edits =>
  Object.fromEntries(
    purposes.map((purpose) => [
      `azure.custody.${purpose}`,
      { level, reason: 'the service takes no such key', owner: 'the agency', until: '2027-06-30' },
    ]),
  );

/** Exceptions for what no customer's key reaches in a region. */
const unreached = (region: string, dialect: 'v4' | 'v5'): Edits =>
  lowered(
    'vendor',
    VAULT_ONLY.filter((purpose) => azureReaches(purpose, dialect, region).length === 0),
  );

const FACTORS: Readonly<Record<string, readonly Edits[]>> = {
  classification: [{}, { classification: 'official' }, { classification: 'restricted' }],
  retention: [{}, { logRetentionDays: 400 }, { logRetentionDays: 36500 }],
  dialect: [{}, { 'azure.dialect': 'v4' }, { 'azure.dialect': 'v5' }],
  egress: [
    {},
    { egress: 'isolated', 'azure.sensor': 'none' },
    { egress: 'firewall', 'azure.firewall': { nextHop: '10.0.0.4' } },
    { egress: 'firewall', 'azure.firewall': { network: '10.240.0.0/24' } },
    {
      egress: 'firewall',
      'azure.firewall': {
        network: '10.240.0.0/24',
        allow: ['repo.example.org', '.example.in'],
        zones: ['1', '2', '3'],
      },
    },
    {
      egress: 'firewall',
      'azure.sensor': 'defender',
      'azure.firewall': {
        network: '10.240.0.0/22',
        allow: ['repo.example.org'],
        tlsInspection: {
          vault: `/subscriptions/${id(4)}/resourceGroups/pki/providers/Microsoft.KeyVault/vaults/pki-egress`,
          certificate: 'egress-ca',
        },
      },
    },
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
    {
      'azure.state': { resourceGroup: 'rg-state', storageAccount: 'sovereignstatein' },
      'azure.bootstrap': 'existing',
    },
    {
      'azure.state': { resourceGroup: 'rg-state', storageAccount: 'sovereignstatein', container: 'state' },
      'azure.bootstrap': 'create',
      'azure.access.runner': [{ issuer: 'https://ci.example.org', subject: 'project:region' }],
    },
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
  guardrails: [
    {},
    { 'azure.managementGroup': 'mg-country' },
    {
      'azure.managementGroup': 'mg-country',
      'azure.exemptions': [
        {
          policy: 'interface-addresses',
          scope: `/subscriptions/${id(9)}/resourceGroups/legacy`,
          reason: 'the old gateway is replaced by summer',
          owner: 'network office',
          until: '2027-06-30',
        },
      ],
    },
  ],
  path: [
    {},
    // After the dialect, which it needs.
    { 'azure.path': { kind: 'bastion', network: wan('virtualNetworks'), operators }, 'azure.dialect': 'v5' },
    { 'azure.path': { kind: 'circuit', circuit: wan('expressRouteCircuits'), operators } },
    { 'azure.path': { kind: 'vpn', gateway: '198.51.100.7', operators } },
  ],
  custody: [
    {},
    { custody: 'hsm-cmk', ...lowered('cmk'), 'azure.hsm': { administrators: [id(4)] } },
    {
      custody: 'hsm-cmk',
      ...lowered('cmk'),
      'azure.hsm': {
        administrators: [id(4)],
        activated: { on: '2027-01-15', certificates: 5, quorum: 3, custody: 'five officers of the agency' },
      },
    },
    {
      custody: 'external',
      ...lowered('cmk'),
      ...lowered('hsm-cmk', ['models']),
      'azure.hsm': { activated: { on: '2027-01-15', certificates: 3, quorum: 2, custody: 'three officers' } },
      'azure.keys': {},
    },
  ],
  subscriptions: [
    {},
    { 'azure.subscriptions': {} },
    { 'azure.subscriptions': { platform: id(1) } },
    {
      'azure.subscriptions': { platform: id(1), logArchive: id(4), data: id(2) },
      'azure.cells.*.subscription': id(3),
    },
  ],
  access: [
    {},
    { 'azure.access.operators': [id(5)] },
    {
      'azure.access.breakGlass': [id(5)],
      'azure.access.operators': [id(6), id(7)],
      'azure.access.auditors': [id(8)],
      'azure.access.pipeline': [id(9)],
    },
  ],
  baseline: [
    {},
    { 'azure.baseline': { providers: 'existing', networkWatcher: 'existing', defender: 'none' } },
    { 'azure.baseline': { networkWatcher: 'create' } },
    { 'azure.baseline': { defender: 'existing' } },
    { 'azure.baseline': { providers: 'create', networkWatcher: 'create', defender: 'create' } },
  ],
};

/** Factors that name what India has and others need not: a second region, what its law allows, who sends alerts on. */
const OF_INDIA = ['recovery', 'classification', 'custody', 'alerts'];

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

interface Written {
  readonly custody?: string;
  readonly azure: { readonly dialect?: 'v4' | 'v5'; readonly cells: readonly { readonly lustre?: unknown }[] };
}

/** Every option may meet a file system, whose service takes a vault's key and no other. */
function row(name: string, region: string, edits: readonly Edits[]): Row {
  const made = rowOf(name, smallest(region), edits);
  const { custody = 'cmk', azure: written } = JSON.parse(made.text) as Written;
  if (!written.cells.some(({ lustre }) => typeof lustre === 'object')) return made;
  const reached = azureReaches('lustre', written.dialect ?? 'v4', region);
  if (reached.some((level) => level === custody)) return made;
  return rowOf(name, JSON.parse(made.text) as object, [lowered(reached[0] ?? 'vendor', ['lustre'])]);
}

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
    row(`${region} least`, region, [{ classification: 'official', custody: 'cmk' }, unreached(region, 'v4')]),
    row(`${region} most`, region, [
      { classification: 'official', custody: 'cmk' },
      unreached(region, 'v5'),
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
