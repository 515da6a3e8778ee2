/** A first document for a country: valid, commented, made from what the catalogue knows. */
import {
  asOf,
  awsCustody,
  awsInstance,
  awsRegion,
  awsZoneHealth,
  azureCustody,
  azureReaches,
  azureRegion,
  azureSize,
  type CountryFacts,
  type CustodyLevel,
  country as countryFacts,
  custodyRank,
} from '../catalogue';
import { custodyFloorBinds, defaultCustody } from './rules/custody';

const AWS_TRAIN = [
  'p6-b300.48xlarge',
  'p6-b200.48xlarge',
  'p5en.48xlarge',
  'p5e.48xlarge',
  'p5.48xlarge',
  'p4de.24xlarge',
  'p4d.24xlarge',
];
const AWS_SERVE = ['g7e.12xlarge', 'g6e.12xlarge', 'g6.12xlarge', 'g5.12xlarge', 'g4dn.12xlarge'];
const AZURE_TRAIN = ['Standard_ND96isr_H200_v5', 'Standard_ND96isr_H100_v5', 'Standard_ND96amsr_A100_v4'];
const AZURE_SERVE = [
  'Standard_NC80adis_H100_v5',
  'Standard_NC40ads_H100_v5',
  'Standard_NC24ads_A100_v4',
  'Standard_NV36ads_A10_v5',
  'Standard_NC64as_T4_v3',
];

/** A cloud's part of the document, or the reason it has none. */
type Section = { readonly text: string } | { readonly why: string };

/**
 * The text of a first document.
 *
 * @throws RangeError for a country the catalogue does not hold
 */
export function initialDocument(code: string): string {
  const facts = countryFacts(code);
  if (!facts) throw new RangeError(`The catalogue holds no country ${code}`);
  const restricted = draft(code, facts, 'restricted');
  // Where no cloud can hold restricted data yet, the document begins with official data and says why.
  return (restricted.clouds > 0 ? restricted : draft(code, facts, 'official')).text;
}

function draft(
  code: string,
  facts: CountryFacts,
  classification: 'restricted' | 'official',
): { text: string; clouds: number } {
  const custody = defaultCustody(facts, classification);
  const sections = { aws: awsSection(facts, custody), azure: azureSection(code, facts, custody) };
  const floor = facts.defaults.keyCustody;
  const binds = custodyFloorBinds(facts, 'restricted');
  const parts = Object.entries(sections).map(([cloud, section]) =>
    'text' in section ? `${cloud}:\n${section.text}` : `# ${cloud}: left out: ${section.why}\n`,
  );
  const text = `# yaml-language-server: $schema=../country.schema.json
# ${facts.name}. What the country decided; everything else is derived. Check it with: sovereign validate ${code}
schemaVersion: 1
country: ${code === 'NO' ? '"NO"                    # in quotes: some YAML readers take NO for false' : code}
classification: ${classification.padEnd(16)} # official | restricted | secret: decides which legal floors bind${
    classification === 'official' && binds
      ? `\n                                 # restricted data needs custody ${floor.value} (${floor.text}), which no cloud here can give yet`
      : ''
  }
custody: ${custody.padEnd(23)} # cmk | hsm-cmk | external; ${custody === floor.value ? 'the floor here' : `recommended here: ${floor.value}`} (${floor.text}, ${floor.confidence})
egress: isolated                 # isolated | firewall
# logRetentionDays: ${String(facts.defaults.logRetentionDays.value).padEnd(12)} # default: ${withConfidence(facts.defaults.logRetentionDays)}

${parts.join('\n')}`;
  return { text, clouds: Object.values(sections).filter((section) => 'text' in section).length };
}

function awsSection(facts: CountryFacts, custody: string): Section {
  const [partition] = facts.aws.regions.map((region) => awsRegion(region)?.partition);
  const usable = facts.aws.regions.filter((region) => (awsRegion(region)?.zones.length ?? 0) > 1);
  if (facts.aws.regions.length === 0) return { why: `AWS has no region in ${facts.name}` };
  const primary = [...usable].sort((a, b) => offers(b) - offers(a))[0];
  if (!primary) return { why: `the catalogue knows no zones of ${facts.aws.regions.join(', ')} yet` };
  const recovery = facts.aws.regions.find(
    (region) =>
      region !== primary &&
      awsRegion(region)?.partition === partition &&
      (custody !== 'hsm-cmk' || awsCustody.hsmRegions.regions.includes(region)),
  );
  const known = awsRegion(primary);
  const sound = known?.zones.filter((zone) => !awsZoneHealth(zone)) ?? [];
  const offered = (type: string, zone: string): boolean =>
    known?.offers[type]?.includes(zone) === true && awsInstance(type)?.purchase.includes('on-demand') === true;
  const pick = (zone: string) => [AWS_TRAIN, AWS_SERVE].map((types) => types.find((type) => offered(type, zone)));
  const zone = [...sound].sort(
    (a, b) => pick(b).filter(Boolean).length - pick(a).filter(Boolean).length || (a < b ? -1 : 1),
  )[0] as string;
  const [train, serve] = pick(zone);
  const pools = [
    ...(train ? [`        - { name: train, instance: ${train}, nodes: { min: 0, max: 4 } }`] : []),
    ...(serve ? [`        - { name: serve, instance: ${serve}, nodes: { min: 1, max: 8 } }`] : []),
    ...(train || serve
      ? []
      : [
          '        - { name: train, instance: p5.48xlarge, nodes: { min: 0, max: 4 } }   # not verified: ask the vendor what is offered',
        ]),
  ];
  return {
    text: `  regions: { primary: ${primary}${recovery ? `, recovery: ${recovery}` : ''} }${recovery ? '' : `   # no second region in the country${facts.aws.regions.length > 1 ? ' for it' : ''}: copies stay in this one`}
  network: 10.64.0.0/12          # divided among cells; append new cells, so that old ones keep their block
  # accounts: { logArchive: "111111111111", data: "222222222222" }
  # path: { kind: session }      # how operators reach the private API: session | vpn (gateway, operators) | circuit (gateway, operators)
  cells:
    - name: cell-a
      zone: ${zone}             # a zone id, not a name
      pools:
${pools.join('\n')}
`,
  };
}

const offers = (region: string): number => Object.keys(awsRegion(region)?.offers ?? {}).length;

/** Purposes of a key that every region on Azure has. */
const ALWAYS = ['archive', 'logs', 'data', 'registry', 'etcd', 'disks'];

/**
 * Exceptions for the purposes that no key of the level reaches. Someone must answer for each: the document is valid as it
 * stands, and the plan shows nobody's name on its first screen.
 */
function azureExceptions(primary: string, custody: CustodyLevel): string {
  const lines = ALWAYS.flatMap((purpose) => {
    const reaches = azureReaches(purpose, 'v4', primary);
    if (reaches.some((level) => custodyRank(level) >= custodyRank(custody))) return [];
    const { takes, service } = azureCustody.purposes[purpose] ?? {};
    const reason = `${service} takes ${takes?.split(';')[0]}`;
    return [
      `    ${purpose}: { level: ${reaches.at(-1) ?? 'vendor'}, owner: not named yet, reason: "${reason}", until: ${Number(asOf.slice(0, 4)) + 1}-12-31 }`,
    ];
  });
  return lines.length === 0
    ? ''
    : `  custody:                       # what no key of the level reaches: name who answers for each, and until when\n${lines.join('\n')}\n`;
}

function azureSection(code: string, facts: CountryFacts, custody: CustodyLevel): Section {
  if (facts.azure.regions.length === 0) return { why: `Azure has no region in ${facts.name}` };
  const sound = facts.azure.regions.filter((name) => azureRegion(name) && !azureRegion(name)?.restricted);
  const primary = [...sound].sort((a, b) => rank(b) - rank(a))[0];
  if (!primary) return { why: `every region of Azure in ${facts.name} asks for approved access` };
  const pair = azureRegion(primary)?.pair;
  const recovery = pair && azureRegion(pair)?.country === code ? pair : undefined;
  const other = facts.azure.regions.find((name) => name !== primary && azureRegion(name));
  const alone = `   # no pair in the country: copies stay in this region${other ? `, unless you write recovery: ${other}` : ''}`;
  const sizes = azureRegion(primary)?.offers ?? [];
  const train = AZURE_TRAIN.find((size) => sizes.includes(size));
  const serve =
    AZURE_SERVE.find((size) => sizes.includes(size)) ?? (train ? undefined : sizes.find((size) => azureSize(size)));
  const pools = [
    ...(train ? [`        - { name: train, size: ${train}, nodes: { min: 0, max: 4 } }`] : []),
    ...(serve ? [`        - { name: serve, size: ${serve}, nodes: { min: 1, max: 8 } }`] : []),
    ...(train || serve
      ? []
      : [
          '        - { name: train, size: Standard_ND96isr_H100_v5, nodes: { min: 0, max: 4 } }   # not verified: ask the vendor what is offered',
        ]),
  ];
  return {
    text: `  regions: { primary: ${primary}${recovery ? `, recovery: ${recovery}` : ''} }${recovery ? '' : alone}
  network: 10.80.0.0/12
${azureExceptions(primary, custody)}  # state: { resourceGroup: rg-sovereign-state, storageAccount: sovereignstate${code.toLowerCase()} }   # where Terraform keeps its state
  cells:
    - name: cell-a
      pools:
${pools.join('\n')}
`,
  };
}

/** Regions with zones and GPUs first. */
const rank = (name: string): number =>
  (azureRegion(name)?.offers.length ?? 0) + ((azureRegion(name)?.zones ?? 0) > 0 ? 100 : 0);

/** What a value rests on, and how sure it is, where its words do not say so already. */
const withConfidence = ({ text, confidence }: { readonly text: string; readonly confidence: string }): string =>
  text.endsWith(`(${confidence})`) ? text : `${text} (${confidence})`;
