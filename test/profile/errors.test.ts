import { formatProblems, readCountry } from '../../lib/profile';
import { AE, edit, IN, problemsOf, underlined } from '../support/country';

/** What is broken, where the problem stands, and the words a person needs. */
interface Row {
  /** Text replaced in the shipped document of India, or a whole document. */
  readonly change: readonly [from: string, to: string] | string;
  readonly file?: string;
  readonly at: string;
  readonly under?: string;
  readonly title: string;
  readonly found?: string | RegExp;
  readonly allowed?: string | RegExp;
  readonly mend?: string | RegExp;
  readonly severity?: 'warning';
  /** Other problems that come with it. */
  readonly more?: number;
}

const AWS_NET = '  network: 10.64.0.0/12';
const AZURE_NET = '  network: 10.80.0.0/12';
const AZURE_POOL = 'name: serve, size: Standard_NC40ads_H100_v5, nodes: { min: 1, max: 8 }';
const GROUP =
  '/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/reserved/providers/Microsoft.Compute/capacityReservationGroups/gpu';
const ZONE = 'zone: aps1-az1';
const CELL_NET = (block: string): [string, string] => [ZONE, `${ZONE}\n      network: ${block}`];
const BLOCK = 'capacity: { block: cr-0a1b2c3d4e5f67890 }';
const head = (country: string, more = ''): string => `schemaVersion: 1\ncountry: ${country}\n${more}`;
const POOLS = '      pools:\n        - { name: p, size: Standard_ND96isr_H200_v5, nodes: { min: 0, max: 2 } }\n';
const azure = (regions: string): string =>
  `azure:\n  regions: { ${regions} }\n  network: 10.80.0.0/12\n  cells:\n    - name: cell-a\n${POOLS}`;
const aws = (regions: string, zone: string): string =>
  `aws:\n  regions: { ${regions} }\n  network: 10.64.0.0/12\n  cells:\n    - name: cell-a\n      zone: ${zone}\n${POOLS.replace('size: Standard_ND96isr_H200_v5', 'instance: p5.48xlarge')}`;

const exception = (purpose: string): string =>
  `  custody: { ${purpose}: { level: cmk, owner: an office, reason: because of it, until: 2027-01-01 } }\n`;
const activated = (quorum: number): string =>
  `  hsm: { activated: { on: 2027-01-15, certificates: 3, quorum: ${quorum}, custody: three officers of the agency } }\n`;

/* biome-ignore format: a table reads best with a row on a few lines */
const tables: Record<string, Record<string, Row>> = {
  'YAML syntax': {
    'a bracket left open': { change: ['recovery: ap-south-2 }', 'recovery: ap-south-2'], at: '10:12', under: '{', title: 'YAML syntax', found: '{ without its }', mend: 'close it with }' },
    'a list left open': { change: ['custody: cmk', 'custody: [cmk'], at: '6:10', under: '[', title: 'YAML syntax', mend: 'close it with ]' },
    'a quote left open': { change: ['programme: IndiaAI', 'programme: "IndiaAI'], at: '4:12', under: '"', title: 'YAML syntax', mend: 'close it with "' },
    'a bracket left open at the end': { change: 'a: {', at: '1:4', under: '{', title: 'YAML syntax', mend: 'close it with }' },
    'a tab for indentation': { change: [AWS_NET, '\tnetwork: 10.64.0.0/12'], at: '11:1', title: 'YAML syntax', found: 'a tab at the beginning of the line', mend: 'indent with spaces', more: 1 },
    'keys of one level at two columns': { change: [AWS_NET, '   network: 10.64.0.0/12'], at: '11:1', title: 'YAML syntax', mend: /line up the keys/ },
    'a colon inside a text': { change: ['programme: IndiaAI', 'programme: India: AI'], at: '4:12', title: 'YAML syntax', found: /a colon and a space inside a value/, mend: /in quotes/ },
    'a key without a colon': { change: ['custody: cmk', 'custody cmk'], at: '6:1', under: 'custody cmk', title: 'YAML syntax', mend: 'write key: value' },
    'a no-break space for a space': { change: ['custody: cmk', 'custody:\u00a0cmk'], at: '6:1', title: 'YAML syntax', mend: 'write key: value' },
    'a reserved character': { change: ['custody: cmk', 'custody: @cmk'], at: '6:10', under: '@', title: 'YAML syntax', mend: 'put the value in quotes' },
    'a wrong escape': { change: ['custody: cmk', 'custody: "\\q"'], at: '6:11', title: 'YAML syntax', mend: /single quotes/ },
    'two documents': { change: `${IN}---\ncountry: AE\n`, at: '27:1', under: '---', title: 'YAML syntax', found: 'a second document after ---', mend: /keep one document/ },
    'a tag': { change: ['custody: cmk', 'custody: !secret cmk'], at: '6:10', under: '!secret', title: 'YAML syntax', found: /tag/, mend: /remove the tag/ },
    'a tag of code': { change: ['programme: IndiaAI', 'programme: !!js/function IndiaAI'], at: '4:12', under: '!!js/function', title: 'YAML syntax', mend: /remove the tag/ },
    'a text after a quote': { change: ['programme: IndiaAI', 'programme: "IndiaAI"'], at: '4:22', under: 'Mission', title: 'YAML syntax', found: 'text after the value', mend: 'put the whole value in quotes' },
    'an unknown alias': { change: ['custody: cmk', 'custody: *level'], at: '6:10', under: '*level', title: 'unknown alias', mend: /write the value out/ },
    'an alias inside its anchor': { change: ['custody: cmk', 'custody: &x [*x, *x]'], at: '6:14', under: '*x', title: 'circular alias', mend: 'write the value out', more: 1 },
    'a merge key': { change: ['custody: cmk', 'custody: cmk\n<<: { egress: isolated }'], at: '7:1', under: '<<', title: 'unknown key', mend: /merge keys are not read/ },
    'brackets without end': { change: `country: ${'['.repeat(5000)}`, at: '1:1', title: 'too deeply nested' },
    'deep, and well formed': { change: `country: ${'['.repeat(40)}${']'.repeat(40)}`, at: '1:1', title: 'too deeply nested' },
    'nothing at all': { change: '', at: '1:1', title: 'the document is empty', mend: /sovereign init/ },
    'comments only': { change: '# India\n', at: '1:1', title: 'the document is empty' },
    'null': { change: '~\n', at: '1:1', title: 'the document is empty' },
  },
  'shape': {
    'a text for a document': { change: 'India\n', at: '1:1', under: 'India', title: 'wrong type', allowed: /^a map with schemaVersion, country/ },
    'a list for a document': { change: '- country: IN\n', at: '1:1', title: 'wrong type', found: 'a list of 1 entry' },
    'an unknown key': { change: ['egress: isolated', 'egres: isolated'], at: '7:1', under: 'egres', title: 'unknown key', found: 'egres; did you mean egress?', allowed: /custody, egress/ },
    'an unknown key in a flow map': { change: ['{ min: 2, max: 24 }', '{ min: 2, max: 24, mox: 1 }'], at: '17:76', under: 'mox', title: 'unknown key', found: 'mox; did you mean max?', allowed: 'min, max' },
    'an unknown key of an Azure pool': { change: ['size: Standard_NC40', 'instance: x, size: Standard_NC40'], at: '26:26', under: 'instance', title: 'unknown key', allowed: 'name, size, nodes, zone, capacity, offering' },
    'a duplicate key': { change: ['egress: isolated', 'custody: cmk\negress: isolated'], at: '7:1', under: 'custody', title: 'duplicate key', found: 'custody, already on line 6', mend: 'keep one of them' },
    'a duplicate key in a flow map': { change: ['{ min: 2,', '{ min: 2, min: 2,'], at: '17:67', under: 'min', title: 'duplicate key', found: 'min, already on line 17' },
    'a missing key': { change: ['country: IN\n', ''], at: '2:1', title: 'missing', found: 'no country', allowed: /AE, AU.*IN/, mend: 'add country' },
    'a key without a value': { change: ['custody: cmk', 'custody:'], at: '6:1', under: 'custody', title: 'no value', allowed: 'cmk, hsm-cmk, external', mend: 'give it a value, or remove it' },
    'null for a needed value': { change: ['country: IN', 'country: null'], at: '3:10', under: 'null', title: 'no value', mend: 'give it a value' },
    'an empty entry': { change: ['    - name: pune-a', '    -\n    - name: pune-a'], at: '24:6', title: 'no value', found: 'an empty entry' },
    'a map for a list': { change: ['    - name: pune-a\n      pools:', '      name: pune-a\n      pools:'], at: '24:7', under: 'name', title: 'wrong type', found: 'a map with name, pools', mend: /write a list/ },
    'a list for a map': { change: ['nodes: { min: 2, max: 24 }', 'nodes: [2, 24]'], at: '17:57', under: '[2, 24]', title: 'wrong type', allowed: 'a map with min, max' },
    'one entry in a list for a text': { change: ['custody: cmk', 'custody: [cmk]'], at: '6:10', under: '[cmk]', title: 'wrong type', mend: 'write the one entry without the list' },
    'a map for a country': { change: ['country: IN', 'country: { code: IN }'], at: '3:10', title: 'wrong type', found: 'a map with code' },
    'a text for a number': { change: ['min: 2,', 'min: "2",'], at: '17:64', under: '"2"', title: 'wrong type', found: '"2"', mend: 'write it without quotes: 2' },
    'a number for a text': { change: [AWS_NET, `  accounts: { data: 012345678901 }\n${AWS_NET}`], at: '11:21', under: '012345678901', title: 'wrong type', found: '012345678901', mend: 'put it in quotes: "012345678901"' },
    'a version in quotes': { change: ['schemaVersion: 1', 'schemaVersion: "1"'], at: '2:16', under: '"1"', title: 'not an allowed value', found: '"1"', mend: 'write it without quotes: 1' },
    'a zone of Azure without quotes': { change: ['size: Standard_NC40', 'zone: 1, size: Standard_NC40'], at: '26:32', title: 'not an allowed value', mend: 'put it in quotes: "1"' },
    'a broken number': { change: ['min: 2,', 'min: 1.5,'], at: '17:64', title: 'wrong type', allowed: 'a whole number' },
    'no number at all': { change: ['max: 24', 'max: .inf'], at: '17:72', under: '.inf', title: 'wrong type', found: '.inf' },
    'min above max': { change: ['min: 2, max: 24', 'min: 30, max: 24'], at: '17:57', under: '{ min: 30, max: 24 }', title: 'min above max', found: 'min 30, max 24', mend: /lower min to 24/ },
    'min above max on Azure, beside an unknown key': { change: ['min: 1, max: 8', 'min: 9, max: 8, mix: 1'], at: '26:65', title: 'min above max', more: 1 },
    'too many nodes': { change: ['max: 24', 'max: 9999'], at: '17:72', title: 'too large', allowed: 'at most 5000' },
    'no cells': { change: edit(AE, ['  cells:                                    # both in the one zone that was not struck in March 2026', '  cells: []\n  x:']), file: 'ae.yaml', at: '12:10', under: '[]', title: 'too short', found: 'a list of 0 entries', allowed: 'at least 1 entry', more: 1 },
    'an empty text': { change: ['instance: p5en.48xlarge', 'instance: ""'], at: '16:36', under: '""', title: 'too short', allowed: 'at least 1 character' },
    'an empty zone on the other line': { change: ['zone: aps1-az1', "zone: ''"], at: '14:13', title: 'too short' },
    'an enumeration': { change: ['egress: isolated', 'egress: isolatd'], at: '7:9', title: 'not an allowed value', found: 'isolatd; did you mean isolated?', allowed: 'isolated, firewall', mend: 'write isolated' },
    'the beginning of a value': { change: ['custody: cmk', 'custody: hsm'], at: '6:10', title: 'not an allowed value', mend: 'write hsm-cmk' },
    'a look-alike letter': { change: ['custody: cmk', 'custody: \u0441mk'], at: '6:10', title: 'not an allowed value', found: /U\+0441.*did you mean cmk\?/ },
    'no cloud': { change: head('IN', 'x: 1\n'), at: '1:1', title: 'no cloud', found: 'neither aws nor azure', more: 1 },
    'a prototype key': { change: ['custody: cmk', '__proto__: { x: 1 }'], at: '6:1', under: '__proto__', title: 'unknown key' },
    'a key named constructor': { change: ['{ min: 2,', '{ constructor: 1, min: 2,'], at: '17:59', under: 'constructor', title: 'unknown key' },
  },
  'country': {
    'an unknown country': { change: ['country: IN', 'country: XQ'], at: '3:10', under: 'XQ', title: 'unknown country', allowed: /^AE, AU.*ZA$/, mend: /sovereign countries/ },
    'a country outside the catalogue': { change: ['country: IN', 'country: US'], at: '3:10', title: 'unknown country', found: /^US/ },
    'a small letter': { change: ['country: IN', 'country: in'], at: '3:10', title: 'unknown country', found: 'in; did you mean IN (India)?', mend: 'write country: IN' },
    'a name': { change: ['country: IN', 'country: India'], at: '3:10', title: 'unknown country', mend: 'write country: IN' },
    'a word of the prototype': { change: ['country: IN', 'country: constructor'], at: '3:10', title: 'unknown country', found: 'constructor' },
    'NO as an older YAML reads it': { change: `%YAML 1.1\n---\n${head('NO', azure('primary: norwayeast'))}`, file: 'no.yaml', at: '4:10', under: 'NO', title: 'unknown country', found: 'NO', mend: 'put it in quotes: "NO"' },
    'the file of another country': { change: IN, file: 'stacks/countries/ae.yaml', at: '3:10', under: 'IN', title: 'file name and country disagree', allowed: 'IN in in.yaml', mend: /rename the file to in.yaml/ },
  },
  'regions': {
    'a region abroad': { change: ['primary: ap-south-1', 'primary: eu-west-2'], at: '10:23', under: 'eu-west-2', title: 'region not in the country', found: 'eu-west-2, in United Kingdom', allowed: 'in India: ap-south-1, ap-south-2' },
    'a location abroad': { change: ['primary: centralindia', 'primary: norwayeast'], at: '20:23', title: 'region not in the country', found: 'norwayeast, in Norway', allowed: /centralindia/ },
    'an unknown region': { change: ['primary: ap-south-1', 'primary: ap-soth-1'], at: '10:23', title: 'unknown region', found: 'ap-soth-1; did you mean ap-south-1?', mend: 'write ap-south-1' },
    'a location by its display name': { change: ['primary: centralindia', 'primary: Central India'], at: '20:23', title: 'unknown region', mend: 'write centralindia' },
    'a region of the other cloud': { change: ['primary: centralindia', 'primary: ap-south-1'], at: '20:23', title: 'unknown region', found: 'ap-south-1, a region of AWS' },
    'a word of the prototype for a region': { change: ['primary: centralindia', 'primary: __proto__'], at: '20:23', title: 'unknown region' },
    'a cloud without a region in the country': { change: head('NO', aws('primary: eu-north-1', 'eun1-az1')), file: 'no.yaml', at: '4:23', title: 'region not in the country', allowed: 'none: AWS has no region in Norway', mend: 'remove the aws section' },
    'recovery abroad': { change: ['recovery: ap-south-2', 'recovery: ap-southeast-1'], at: '10:45', title: 'recovery region abroad', found: 'ap-southeast-1, in Singapore', mend: /or leave recovery out/ },
    'recovery abroad on Azure': { change: ['recovery: southindia', 'recovery: eastasia'], at: '20:47', title: 'recovery region abroad', found: 'eastasia, in Hong Kong' },
    'recovery equal to the primary': { change: ['recovery: ap-south-2', 'recovery: ap-south-1'], at: '10:45', title: 'recovery region equals the primary', allowed: 'ap-south-2' },
    'recovery equal to the primary on Azure': { change: ['recovery: southindia', 'recovery: centralindia'], at: '20:47', title: 'recovery region equals the primary', allowed: /^southindia, / },
    'copies by the pair to a region that is not': { change: edit(IN, ['recovery: southindia }', 'recovery: westindia }\n  copies: pair']), at: '21:11', under: 'pair', title: 'the recovery region is not the pair', found: /pair of centralindia is southindia/, mend: /write copies: account/ },
    'copies by a pair that is not there': { change: head('QA', azure('primary: qatarcentral, recovery: qatarcentral').replace('  network', '  copies: pair\n  network')), file: 'qa.yaml', at: '4:47', title: 'recovery region equals the primary', more: 1 },
    'copies to nowhere': { change: edit(IN, [', recovery: southindia }', ' }\n  copies: account']), at: '21:11', title: 'copies without a recovery region', mend: /write regions.recovery/ },
    'recovery in another partition': { change: head('DE', aws('primary: eu-central-1, recovery: eusc-de-east-1', 'euc1-az1')), file: 'de.yaml', at: '4:47', title: 'recovery region in another partition', found: /S3 does not replicate/, more: 1 },
  },
  'zones and sizes': {
    'a zone of another region': { change: [ZONE, 'zone: aps2-az1'], at: '14:13', under: 'aps2-az1', title: 'zone not in the region', found: 'aps2-az1, of ap-south-2 (Hyderabad)', allowed: /aps1-az1, aps1-az2/ },
    'a zone name': { change: [ZONE, 'zone: ap-south-1a'], at: '14:13', title: 'zone not in the region', found: /a zone name/, mend: /describe-availability-zones --region ap-south-1/ },
    'a zone that is not there': { change: [ZONE, 'zone: aps1-az9'], at: '14:13', title: 'zone not in the region', found: 'aps1-az9; did you mean aps1-az1?' },
    'a zone of a pool': { change: ['instance: g6e.12xlarge', 'zone: nowhere, instance: g6e.12xlarge'], at: '17:32', title: 'zone not in the region' },
    'a damaged zone': { change: edit(AE, ['zone: mec1-az1', 'zone: mec1-az2'], ['p5en.48xlarge', 'g6e.48xlarge']), file: 'ae.yaml', at: '14:13', title: 'zone damaged', severity: 'warning', mend: /mec1-az1/ },
    'a size offered nowhere in the country': { change: ['p5en.48xlarge', 'p6-b200.48xlarge'], at: '16:36', under: 'p6-b200.48xlarge', title: 'GPU size not offered here', found: /nowhere in the country/, allowed: /p5en.48xlarge.*2026-05/, mend: /^use p5en.48xlarge/ },
    'a size offered in another zone': { change: ['instance: g6e.12xlarge', 'zone: aps1-az2, instance: g6e.12xlarge'], at: '17:52', title: 'GPU size not offered here', mend: /place it in aps1-az1, aps1-az3/ },
    'a size offered in another region': { change: edit(IN, ['primary: ap-south-1, recovery: ap-south-2', 'primary: ap-south-2'], [ZONE, 'zone: aps2-az1']), at: '16:36', title: 'GPU size not offered here', mend: /aps1-az1 \(ap-south-1\)/, more: 1 },
    'a size that Azure does not offer there': { change: ['Standard_NC40ads_H100_v5', 'Standard_ND96isr_H200_v5'], at: '26:32', title: 'GPU size not offered here', found: /centralindia \(Pune\)/, mend: /^use Standard_N/ },
    'a size that is not there, in a zone that is not': { change: edit(IN, [ZONE, 'zone: aps1-az9'], ['p5en.48xlarge', 'p6-b200.48xlarge']), at: '16:36', title: 'GPU size not offered here', found: /ap-south-1/, more: 1 },
    'an unknown instance type': { change: ['p5en.48xlarge', 'p5en.48xlrge'], at: '16:36', title: 'unknown EC2 GPU instance type', found: /did you mean p5en.48xlarge\?/, mend: /^write p5en.48xlarge/ },
    'a word of the prototype for a type': { change: ['p5en.48xlarge', 'toString'], at: '16:36', title: 'unknown EC2 GPU instance type' },
    'an Azure size in small letters': { change: ['Standard_NC40ads_H100_v5', 'standard_nc40ads_h100_v5'], at: '26:32', title: 'unknown Azure GPU size', found: /did you mean Standard_NC40ads_H100_v5\?/ },
    'a zone where the region has none': { change: edit(IN, ['primary: centralindia, recovery: southindia', 'primary: jioindiacentral'], ['size: Standard_NC40', 'zone: "1", size: Standard_NC40']), at: '26:32', title: 'zone not in the region', found: /has no zones/ },
    'an offering with its source': { change: ['instance: p5en.48xlarge', 'offering: letter of 2026-11-02, instance: p6-b200.48xlarge'], at: '16:68', title: 'offering not in the catalogue', severity: 'warning', found: /letter of 2026-11-02/ },
    'a block without its reservation': { change: [BLOCK, 'capacity: block'], at: '16:89', under: 'block', title: 'Capacity Block without its reservation', allowed: /cr-…/, mend: /buy it first/ },
    'a block without an id': { change: [BLOCK, 'capacity: { block: }'], at: '16:89', title: 'Capacity Block without its reservation', found: 'block without an id' },
    'a reservation without its id': { change: [BLOCK, 'capacity: { reservation: }'], at: '16:89', title: 'targeted reservation without its reservation' },
    'a reservation id of another kind': { change: ['cr-0a1b2c3d4e5f67890', 'i-0a1b2c3d4e5f67890'], at: '16:98', title: 'not well formed', allowed: /cr-0a1b2c3d4e5f67890/ },
    'a block and a reservation': { change: [BLOCK, 'capacity: { block: cr-0a1b2c3d, reservation: cr-0a1b2c3d }'], at: '16:89', title: 'not an allowed value', mend: 'keep one of the two' },
    'a block on Azure': { change: [AZURE_POOL, `${AZURE_POOL}, capacity: { block: cr-0a1b2c3d }`], at: '26:95', title: 'not an allowed value', found: 'block', allowed: /^on-demand or \{ reservation: \/subscriptions/, mend: 'use one of the allowed forms' },
    'a reservation on Azure without its group': { change: [AZURE_POOL, `${AZURE_POOL}, capacity: { reservation: }`], at: '26:95', title: 'capacity reservation without its reservation', mend: /^buy it first.*Microsoft\.Compute/ },
    'a reservation on Azure by another id': { change: [AZURE_POOL, `${AZURE_POOL}, capacity: { reservation: cr-0a1b2c3d }`], at: '26:110', under: 'cr-0a1b2c3d', title: 'not well formed', allowed: /^the id of a capacity reservation group/ },
    'a reservation of a size that takes none': { change: [AZURE_POOL, `${AZURE_POOL}, capacity: { reservation: ${GROUP} }`], at: '26:95', title: 'no capacity reservations for this size', found: 'a reservation of Standard_NC40ads_H100_v5', allowed: /^on-demand; reservations take .*NCads_A100_v4/, mend: /asks for the quota/ },
    'a reservation of another subscription': { change: IN.replace(AZURE_POOL, `name: serve, size: Standard_NC96ads_A100_v4, nodes: { min: 1, max: 8 }, capacity: { reservation: ${GROUP} }`).replace('- name: pune-a', '- name: pune-a\n      subscription: 33333333-3333-3333-3333-333333333333'), at: '27:110', under: GROUP, title: 'reservation of another subscription', found: /cell pune-a is in 3333/, allowed: 'a group of the subscription of the cell' },
    'a day that is none': { change: [AZURE_NET, `${AZURE_NET}\n  maintenance: { day: Caturday }`], at: '22:23', under: 'Caturday', title: 'not an allowed value', found: /did you mean Saturday\?/, allowed: /^Monday, / },
    'a window at half past': { change: [AZURE_NET, `${AZURE_NET}\n  maintenance: { start: "22:30" }`], at: '22:25', title: 'not well formed', allowed: 'a full hour such as 22:00' },
    'a kind of deployment that processes abroad': { change: [AZURE_NET, `${AZURE_NET}\n  models: [{ name: chat, model: gpt-4o, version: "1", kind: GlobalStandard, capacity: 1 }]`], at: '22:61', under: 'GlobalStandard', title: 'not an allowed value', found: /GlobalStandard/, allowed: 'Standard, ProvisionedManaged' },
    'two deployments of a name': { change: [AZURE_NET, `${AZURE_NET}\n  models:\n    - { name: a.b, model: m, version: "1", capacity: 1 }\n    - { name: a-b, model: m, version: "1", capacity: 1 }`], at: '24:15', under: 'a-b', title: 'duplicate deployment name', found: 'a-b differs from a.b by a dot alone', mend: /rename/ },
    'a sensor where nothing leaves': { change: [AZURE_NET, `${AZURE_NET}\n  sensor: defender`], at: '22:11', under: 'defender', title: 'a sensor without a way out', found: 'sensor: defender, and egress: isolated', mend: /write egress: firewall/ },
    'a size of Azure Lustre that is none': { change: head('NO', azure('primary: norwayeast').replace('max: 2 }', 'max: 2 }, zone: "1"').replace('      pools', '      lustre: { capacityTiB: 20, throughput: 250 }\n      pools')), file: 'no.yaml', at: '8:30', under: '20', title: 'not a size of Lustre', allowed: /multiples of 8 TiB up to 128 TiB/, mend: /write 24/ },
    'more of Azure Lustre than is sold': { change: head('NO', azure('primary: norwayeast').replace('max: 2 }', 'max: 2 }, zone: "1"').replace('      pools', '      lustre: { capacityTiB: 200 }\n      pools')), file: 'no.yaml', at: '8:30', title: 'not a size of Lustre', mend: /write 128/ },
    'Azure Lustre in no zone': { change: head('NO', azure('primary: norwayeast').replace('      pools', '      lustre: { capacityTiB: 4 }\n      pools')), file: 'no.yaml', at: '8:7', under: 'lustre', title: 'no zone for the file system', mend: /write zone: "1"/ },
    'Azure Lustre where there are no zones': { change: head('AE', azure('primary: uaecentral').replace('      pools', '      lustre: { capacityTiB: 4 }\n      pools')), file: 'ae.yaml', at: '8:7', title: 'no Lustre file systems in this region', found: /uaecentral has no zones/, more: 2 },
    'a throughput of Lustre that is none': { change: [ZONE, `${ZONE}\n      lustre: { capacityTiB: 9.6, throughput: 400 }`], at: '15:47', under: '400', title: 'not an allowed value', allowed: '125, 250, 500, 1000', mend: 'write 500' },
    'a file system without its size': { change: [ZONE, `${ZONE}\n      lustre: { throughput: 500 }`], at: '15:15', title: 'missing', found: 'no capacityTiB', allowed: 'a number' },
    'a key of Lustre that is none': { change: [ZONE, `${ZONE}\n      lustre: { capacityTiB: 9.6, throughputs: 500 }`], at: '15:35', under: 'throughputs', title: 'unknown key', found: /did you mean throughput\?/, allowed: 'capacityTiB, throughput' },
    'a word for a file system': { change: [ZONE, `${ZONE}\n      lustre: small`], at: '15:15', title: 'not an allowed value', found: 'small', allowed: 'none, or a map with capacityTiB, throughput' },
    'a kind of path that is none': { change: [AWS_NET, `  path: { kind: bus }\n${AWS_NET}`], at: '11:17', under: 'bus', title: 'not an allowed value', allowed: 'session, vpn, circuit', mend: 'write one of them' },
    'a path without its kind': { change: [AWS_NET, `  path: { gateway: 198.51.100.7 }\n${AWS_NET}`], at: '11:9', title: 'missing', found: 'no kind', allowed: 'session, vpn, circuit' },
    'a repository named twice': { change: [AWS_NET, `  repositories: [tools/ci, models, tools/ci]\n${AWS_NET}`], at: '11:36', under: 'tools/ci', title: 'duplicate repository name', found: 'repositories 1 and 3 are both tools/ci', allowed: 'each repository once', mend: 'remove one of them' },
    'a word for a path': { change: [AWS_NET, `  path: vpn\n${AWS_NET}`], at: '11:9', title: 'wrong type', allowed: 'a map with kind, gateway, operators' },
    'a block of a type without blocks': { change: ['max: 24 }', `max: 24 }, ${BLOCK}`], at: '17:88', title: 'no Capacity Blocks for this type', allowed: 'on-demand' },
  },
  'networks': {
    'a public block': { change: ['10.64.0.0/12', '8.8.0.0/16'], at: '11:12', under: '8.8.0.0/16', title: 'public network', allowed: /10.0.0.0\/8/ },
    'a public block on Azure': { change: ['10.80.0.0/12', '20.0.0.0/8'], at: '21:12', title: 'public network' },
    'all the internet': { change: ['10.64.0.0/12', '0.0.0.0/0'], at: '11:12', title: 'public network' },
    'too small': { change: ['10.80.0.0/12', '10.80.0.0/24'], at: '21:12', title: 'network too small', found: '10.80.0.0/24: 256 addresses', allowed: 'a /20 or larger' },
    'not aligned': { change: ['10.64.0.0/12', '10.65.0.0/12'], at: '11:12', title: 'network not aligned', mend: 'write 10.64.0.0/12' },
    'zeros before a number': { change: ['10.64.0.0/12', '010.064.0.0/12'], at: '11:12', title: 'not a network', mend: 'write 10.64.0.0/12' },
    'a number above 255': { change: ['10.64.0.0/12', '10.300.0.0/12'], at: '11:12', title: 'not a network' },
    'no length': { change: ['10.64.0.0/12', '10.64.0.0'], at: '11:12', title: 'not well formed', mend: /10.64.0.0\/12/ },
    'a sixth version': { change: ['10.64.0.0/12', '"fd00::/8"'], at: '11:12', title: 'not well formed' },
    'the block of services': { change: ['10.64.0.0/12', '172.16.0.0/12'], at: '11:12', title: 'network taken by the clusters', found: /172.20.0.0\/16/ },
    'the clouds overlap': { change: ['10.80.0.0/12', '10.64.0.0/16'], at: '21:12', title: 'overlapping networks', found: '10.64.0.0/16 overlaps the network of aws, 10.64.0.0/12' },
    'a cell outside': { change: CELL_NET('10.128.0.0/16'), at: '15:16', title: "cell network outside the cloud's network", allowed: /10.64.0.0\/12/ },
    'a cell in the other cloud': { change: ['    - name: pune-a', '    - name: pune-a\n      network: 10.64.0.0/16'], at: '25:16', title: "cell network outside the cloud's network" },
    'a cell not aligned': { change: CELL_NET('10.64.1.0/16'), at: '15:16', title: 'network not aligned', mend: 'write 10.64.0.0/16' },
    'a cell too large for a VPC': { change: CELL_NET('10.64.0.0/13'), at: '15:16', title: 'network too large', allowed: /\/16 or smaller/ },
    'a cell too small': { change: CELL_NET('10.64.0.0/25'), at: '15:16', title: 'network too small', allowed: 'a /24 or larger' },
    'a cell on the block of another': { change: edit(AE, ['    - name: serve-a', '    - name: serve-a\n      network: 10.96.0.0/16']), file: 'ae.yaml', at: '18:16', under: '10.96.0.0/16', title: 'overlapping networks', found: /overlaps the block of train-a, 10.96.0.0\/16 by its place/ },
  },
  'names': {
    'a cell twice': { change: edit(AE, ['name: serve-a', 'name: train-a']), file: 'ae.yaml', at: '17:13', under: 'train-a', title: 'duplicate cell name', found: 'cells 1 and 2 are both train-a' },
    'a pool twice': { change: ['{ name: serve, instance', '{ name: train, instance'], at: '17:19', under: 'train', title: 'duplicate pool name' },
    'a cell in capitals': { change: ['mumbai-a', 'Mumbai_A'], at: '13:13', title: 'not well formed', allowed: /2 to 20/, mend: 'write mumbai-a' },
    'a number': { change: ['mumbai-a', '1234'], at: '13:13', title: 'wrong type', allowed: /beginning with a letter/ },
    'a pool name too long for AKS': { change: ['{ name: serve, size', '{ name: servelargemodels, size'], at: '26:19', title: 'not well formed', allowed: /AKS/ },
    'a hyphen in an AKS pool': { change: ['{ name: serve, size', '{ name: serve-a, size'], at: '26:19', title: 'not well formed', mend: 'write servea' },
    'a reserved word': { change: ['mumbai-a', 'aws'], at: '13:13', title: 'reserved name' },
    'a word Azure refuses inside a name': { change: ['pune-a', 'windows-a'], at: '24:13', title: 'reserved name', found: 'windows-a, with windows in it' },
    'a storage account': { change: ['sovereignstatein', 'Sovereign-State'], at: '22:63', title: 'not well formed', mend: 'write sovereignstate' },
    'a subscription in capitals': { change: [AZURE_NET, `${AZURE_NET}\n  subscriptions: { data: ABCDEF00-0000-0000-0000-000000000000 }`], at: '22:26', title: 'not well formed', mend: /write abcdef00/ },
  },
  'floors': {
    'custody below a legal floor': { change: head('AU', `custody: cmk\n${aws('primary: ap-southeast-2', 'apse2-az1')}`), file: 'au.yaml', at: '3:10', under: 'cmk', title: 'custody below the legal floor', allowed: /^hsm-cmk \(.*primary/, mend: 'write custody: hsm-cmk' },
    'an exception on Azure that leads to a vault copied abroad': { change: head('SG', azure('primary: southeastasia').replace('  network', `${exception('data')}  network`)), file: 'sg.yaml', at: '5:29', under: 'cmk', title: 'exception that is none', allowed: /hsm-cmk is the lowest/ },
    'an exception on Azure below a legal floor': { change: head('AU', azure('primary: australiaeast').replace('  network', `${exception('data')}  network`)), file: 'au.yaml', at: '5:29', under: 'cmk', title: 'exception below the legal floor', allowed: /^hsm-cmk \(.*primary/ },
    'a quorum above its certificates': { change: head('SG', azure('primary: southeastasia').replace('  network', `${activated(4)}  network`)), file: 'sg.yaml', at: '5:64', under: '4', title: 'quorum that nobody can make', found: '4 of 3 certificates', allowed: '2 to 2' },
    'a quorum of all certificates': { change: head('SG', azure('primary: southeastasia').replace('  network', `${activated(3)}  network`)), file: 'sg.yaml', at: '5:64', title: 'quorum that the loss of one key breaks', severity: 'warning' },
    'logs below a legal floor': { change: ['custody: cmk', 'logRetentionDays: 90'], at: '6:19', under: '90', title: 'log retention below the legal floor', allowed: /180 days or more: CERT-In.*\n *365 days/, mend: /365/ },
    'logs below a choice': { change: edit(AE, ['custody: cmk', 'logRetentionDays: 90']), file: 'ae.yaml', at: '6:19', title: 'log retention below the recommended length', severity: 'warning' },
    'a firewall that is not named': { change: ['egress: isolated', 'egress: firewall'], at: '9:1', under: 'aws', title: 'egress through a firewall that is not named', mend: /transitGateway/, more: 1 },
    'a firewall without its egress': { change: [AZURE_NET, `${AZURE_NET}\n  firewall: { nextHop: 10.0.0.4 }`], at: '22:3', under: 'firewall', title: 'a firewall that nothing is routed to' },
    'a public firewall': { change: edit(IN, ['egress: isolated', 'egress: firewall'], [AWS_NET, `${AWS_NET}\n  firewall: { transitGateway: tgw-0a1b2c3d }`], [AZURE_NET, `${AZURE_NET}\n  firewall: { nextHop: 8.8.8.8 }`]), at: '23:24', title: 'public firewall address' },
    'no address for a firewall': { change: edit(IN, ['egress: isolated', 'egress: firewall'], [AWS_NET, `${AWS_NET}\n  firewall: { transitGateway: tgw-0a1b2c3d }`], [AZURE_NET, `${AZURE_NET}\n  firewall: { nextHop: 300.1.1.1 }`]), at: '23:24', title: 'not well formed', allowed: /an IPv4 address/ },
  },
};

for (const [subject, rows] of Object.entries(tables))
  describe(subject, () => {
    test.each(Object.entries(rows))('%s', (_, row) => {
      const text = typeof row.change === 'string' ? row.change : edit(IN, row.change);
      const problems = problemsOf(text, row.file);
      const problem = problems.find(({ title, line, column }) => title === row.title && `${line}:${column}` === row.at);
      if (!problem) throw new Error(`${row.title} at ${row.at} not among:\n${formatProblems(problems)}`);
      expect(problem.severity).toBe(row.severity ?? 'error');
      if (row.under !== undefined) expect(underlined(problem)).toBe(row.under);
      for (const part of ['found', 'allowed', 'mend'] as const) {
        const wanted = row[part];
        if (typeof wanted === 'string') expect(problem[part]).toBe(wanted);
        else if (wanted) expect(problem[part]).toMatch(wanted);
      }
      expect(problem.mend).not.toBe('');
      expect(problems).toHaveLength(1 + (row.more ?? 0));
      if (!row.severity) expect(readCountry(row.file ?? 'in.yaml', text).profile).toBeUndefined();
    });
  });
