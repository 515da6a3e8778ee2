/**
 * Country documents that turn each option on and off, for the engines that judge templates: our checks, cfn-lint, the
 * CDK's validation and cdk-nag.
 *
 * A new option of the document is one line here: a choice of the factor it belongs to, or a factor of its own. The
 * first choice of a factor is the least a document can say, the last the most.
 */
import './stand-ins';
import { aws, awsTypeAvailable, awsZoneHealth } from '../../lib/catalogue';
import { pairwise } from './pairwise';
import { type Edits, once, type Row, rowOf } from './rows';

const CLAIM = 'the vendor, in writing, 2026-11-20';
const BLOCK = 'cr-0a1b2c3d4e5f67890';
const WAIVER = { reason: 'the service takes no key of a customer', owner: 'security officer', until: '2027-12-31' };
const SINGLETONS = [
  'gatewayBlock',
  'snapshotBlock',
  'cloudTrail',
  'config',
  'guardDuty',
  'securityHub',
  'accessAnalyzer',
];
const baseline = (by: 'create' | 'existing') => Object.fromEntries(SINGLETONS.map((singleton) => [singleton, by]));
const pool = (name: string, instance: string, more: object = {}) => ({
  name,
  instance,
  nodes: { min: 0, max: 2 },
  ...more,
});

const FACTORS: Readonly<Record<string, readonly Edits[]>> = {
  programme: [{}, { programme: 'A national programme' }],
  classification: [{}, { classification: 'official' }, { classification: 'restricted' }, { classification: 'secret' }],
  custody: [
    {},
    { custody: 'hsm-cmk' },
    { custody: 'external', 'aws.custody': { 'access-logs': { level: 'vendor', ...WAIVER } } },
    { custody: 'cmk' },
  ],
  retention: [{}, { logRetentionDays: 400 }, { logRetentionDays: 36500 }],
  egress: [
    {},
    { egress: 'isolated' },
    { egress: 'firewall', 'aws.firewall': { transitGateway: 'tgw-0a1b2c3d4e5f67890' } },
    {
      egress: 'firewall',
      'aws.firewall': { network: '10.240.0.0/24', allow: ['repo.example.org', '.example.in'] },
      // With guardrails, the one account where gateways may stand is named.
      'aws.accounts.network': '666666666666',
    },
  ],
  recovery: [{}, { 'aws.regions.recovery': 'ap-south-2' }],
  pools: [
    {},
    { 'aws.cells.0.pools': [pool('train', 'p5.48xlarge', { nodes: { min: 0, max: 40 }, capacity: 'on-demand' })] },
    { 'aws.cells.0.pools': [pool('train', 'p5en.48xlarge', { capacity: { block: BLOCK } })] },
    { 'aws.cells.0.pools': [pool('train', 'p4d.24xlarge', { capacity: { reservation: BLOCK } })] },
    {
      'aws.cells.0.pools': [
        pool('train', 'p6-b300.48xlarge', { capacity: { block: BLOCK }, offering: CLAIM }),
        pool('serve', 'g6e.48xlarge', { zone: 'aps1-az3', nodes: { min: 2, max: 60 } }),
      ],
    },
  ],
  cells: [
    {},
    {
      'aws.cells.1': {
        name: 'second-b',
        zone: 'aps1-az2',
        network: '10.70.0.0/16',
        pools: [pool('serve', 'g4dn.12xlarge')],
      },
    },
  ],
  lustre: [
    {},
    { 'aws.cells.0.lustre': 'none' },
    { 'aws.cells.0.lustre': { capacityTiB: 4.8 } },
    { 'aws.cells.0.lustre': { capacityTiB: 57.6, throughput: 1000 } },
    { 'aws.cells.0.lustre': { capacityTiB: 9.6, throughput: 500 } },
    { 'aws.cells.0.lustre': { capacityTiB: 19.2, throughput: 250 } },
    { 'aws.cells.*.lustre': { capacityTiB: 38.4, throughput: 125 } },
  ],
  path: [
    {},
    { 'aws.path': { kind: 'vpn', gateway: '198.51.100.7', operators: ['192.168.0.0/24'] } },
    {
      'aws.path': {
        kind: 'circuit',
        gateway: '1234abcd-12ab-34cd-56ef-1234567890ab',
        operators: ['192.168.0.0/24', '192.168.4.0/24'],
      },
    },
    { 'aws.path': { kind: 'session' } },
  ],
  encryption: [{}, { 'aws.encryptionInTransit': 'enforce' }, { 'aws.encryptionInTransit': 'monitor' }],
  access: [
    {},
    { 'aws.access': { operators: ['arn:aws:iam::777777777777:role/operators'] } },
    {
      'aws.access': {
        breakGlass: ['arn:aws:iam::777777777777:user/glass-1'],
        operators: ['arn:aws:iam::777777777777:role/operators'],
        auditors: ['arn:aws:iam::777777777777:role/auditors'],
        pipeline: ['arn:aws:iam::777777777777:role/runner'],
      },
    },
    { 'aws.access': {} },
  ],
  tenants: [{}, { 'aws.tenants': ['health', 'tax'] }],
  repositories: [{}, { 'aws.repositories': ['models/serving', 'tools'] }],
  baseline: [
    {},
    { 'aws.baseline': baseline('existing') },
    { 'aws.baseline': {} },
    { 'aws.baseline': baseline('create') },
  ],
  organization: [
    {},
    { 'aws.organization': { id: 'o-a1b2c3d4e5', targets: ['ou-ab12-cd34ef56'] } },
    ...['region', 'country', 'abroad'].map((modelInference) => ({
      'aws.organization': {
        id: 'o-a1b2c3d4e5',
        targets: ['ou-ab12-cd34ef56', '222222222222'],
        administrators: ['AWSControlTowerExecution', 'Platform'],
        modelInference,
      },
    })),
  ],
  accounts: [
    {},
    { 'aws.accounts.data': '333333333333', 'aws.accounts.network': '666666666666' },
    { 'aws.accounts.management': '111111111111', 'aws.accounts.logArchive': '444444444444' },
    {
      'aws.accounts.management': '111111111111',
      'aws.accounts.logArchive': '444444444444',
      'aws.accounts.network': '666666666666',
      'aws.accounts.data': '333333333333',
      'aws.cells.*.account': '555555555555',
    },
  ],
};

/** Factors that name what only India has (zones, a second region, what it sells, a partition), or what its law allows. */
const OF_INDIA = ['recovery', 'pools', 'cells', 'lustre', 'custody', 'classification', 'access'];

/** The smallest document of a region: a pool of what its first sound zone sells, else of what a vendor promised. */
function smallest(region: string): object {
  const { country, zones, offers } = aws.regions[region] as (typeof aws.regions)[string];
  const zone = zones.find((id) => !awsZoneHealth(id)) as string;
  const [sold] = Object.keys(offers).filter((type) => offers[type]?.includes(zone));
  return {
    schemaVersion: 1,
    country,
    aws: {
      regions: { primary: region },
      network: '10.64.0.0/12',
      cells: [{ name: 'first', zone, pools: [pool('serve', sold ?? 'g6e.12xlarge', sold ? {} : { offering: CLAIM })] }],
    },
  };
}

const row = (name: string, region: string, edits: readonly Edits[]): Row => rowOf(name, smallest(region), edits);

/** India, with every two choices of different factors together once. */
const options = pairwise(Object.values(FACTORS).map((choices) => choices.length)).map((choices, index) =>
  row(
    `options ${index + 1}`,
    'ap-south-1',
    Object.values(FACTORS).map((of, factor) => of[choices[factor] as number] as Edits),
  ),
);

/**
 * Every region of the catalogue, by the least a document can say, and by all that is not India's own: keys made by the
 * stacks, and the country's second region.
 */
const regions = Object.entries(aws.regions).flatMap(([region, { country, partition }]) => {
  const second = Object.keys(aws.regions).find(
    (name) => name !== region && aws.regions[name]?.country === country && aws.regions[name]?.partition === partition,
  );
  return [
    row(`${region} least`, region, [{ classification: 'official' }]),
    row(`${region} most`, region, [
      { classification: 'official', custody: 'cmk' },
      second ? { 'aws.regions.recovery': second } : {},
      awsTypeAvailable('AWS::FSx::FileSystem', region) ? { 'aws.cells.0.lustre': { capacityTiB: 4.8 } } : {},
      ...Object.entries(FACTORS)
        .filter(([factor]) => !OF_INDIA.includes(factor))
        .map(([, choices]) => choices.at(-1) as Edits),
    ]),
  ];
});

/** Options whose values say again what others decided: they have a row each, and no pairs. */
const alone = [
  row('keys named', 'ap-south-1', [
    {
      custody: 'hsm-cmk',
      'aws.keys': {
        'sovereign-in-data/data': 'arn:aws:kms:ap-south-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
      'aws.accounts': { data: '333333333333' },
    },
  ]),
];

export const MATRIX: readonly Row[] = once([...options, ...alone, ...regions]);
