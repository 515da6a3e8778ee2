import {
  type AwsInstance,
  asOf,
  aws,
  awsCustody,
  awsRegion,
  awsTypeAvailable,
  awsZoneHealth,
  azure,
  azureLocation,
  azureRegion,
  type CountryFacts,
  country,
  countryCodes,
  countryName,
  disagreements,
  sourceTitle,
} from '../../lib/catalogue';
import awsData from '../../lib/catalogue/data/aws.json';
import handlersData from '../../lib/catalogue/data/aws-handlers.json';
import azureData from '../../lib/catalogue/data/azure.json';
import azureCustodyData from '../../lib/catalogue/data/azure-custody.json';
import azureEgressData from '../../lib/catalogue/data/azure-egress.json';
import azureLustreData from '../../lib/catalogue/data/azure-lustre.json';
import countriesData from '../../lib/catalogue/data/countries.json';
import custodyData from '../../lib/catalogue/data/custody.json';
import imagesData from '../../lib/catalogue/data/images.json';
import lustreData from '../../lib/catalogue/data/lustre.json';
import {
  awsFile,
  azureCustodyFile,
  azureEgressFile,
  azureFile,
  azureLustreFile,
  countriesFile,
  custodyFile,
  handlersFile,
  imagesFile,
  lustreFile,
} from '../../lib/catalogue/schema';

const sources: Record<string, { kind: string }> = countriesData.sources;
const factsOf = (code: string): CountryFacts => country(code) as CountryFacts;
/** A year, a month or a day, not in the future of the data. */
const date = /^20\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** Everything in the facts that carries a confidence, with its path. */
function facts(value: unknown, path: string): [path: string, fact: Record<string, unknown>][] {
  if (typeof value !== 'object' || value === null) return [];
  const here: [string, Record<string, unknown>][] =
    'confidence' in value ? [[path, value as Record<string, unknown>]] : [];
  return [...here, ...Object.entries(value).flatMap(([key, part]) => facts(part, `${path}/${key}`))];
}

describe('data files', () => {
  test.each([
    ['countries', countriesFile, countriesData],
    ['aws', awsFile, awsData],
    ['aws-handlers', handlersFile, handlersData],
    ['azure-egress', azureEgressFile, azureEgressData],
    ['images', imagesFile, imagesData],
    ['custody', custodyFile, custodyData],
    ['azure-custody', azureCustodyFile, azureCustodyData],
    ['lustre', lustreFile, lustreData],
    ['azure', azureFile, azureData],
    ['azure-lustre', azureLustreFile, azureLustreData],
  ])('%s has its shape', (_, schema, data) => {
    const result = schema.safeParse(data);
    expect(result.error?.issues ?? []).toEqual([]);
  });

  test('every table says when and where it was read', () => {
    for (const table of [...Object.values(aws.sources), ...Object.values(azure.sources)]) {
      expect(table.asOf).toMatch(date);
      expect(table.asOf <= asOf).toBe(true);
      expect(table.source.length).toBeGreaterThan(10);
    }
  });

  test('24 countries', () => {
    expect(countryCodes).toHaveLength(24);
    expect([...countryCodes]).toEqual([...countryCodes].sort());
  });
});

describe.each(countryCodes.map((code) => [code, countryName(code)]))('%s %s', (code) => {
  const all = facts(factsOf(code), '');

  test('every fact has a date, a source that exists and a confidence', () => {
    expect(all.length).toBeGreaterThan(10);
    for (const [path, fact] of all) {
      expect([path, fact['asOf']]).toEqual([path, expect.stringMatching(date)]);
      const named = fact['sources'] as string[];
      expect([path, named.filter((id) => !Object.hasOwn(sources, id))]).toEqual([path, []]);
    }
  });

  test('general knowledge alone verifies nothing', () => {
    const bold = all.filter(([, { confidence, sources: named }]) => {
      const known = (named as string[]).some((id) => sources[id]?.kind !== 'unverified');
      return confidence !== 'unverified' && !known;
    });
    expect(bold.map(([path]) => path)).toEqual([]);
  });

  test('a floor that a law sets is not called a choice, and the other way round', () => {
    const { logRetentionDays, keyCustody } = factsOf(code).defaults;
    for (const floor of [logRetentionDays, keyCustody])
      expect(floor.text.startsWith('design-choice')).toBe(floor.basis === 'design-choice');
  });

  test('the default log retention reaches every verified law', () => {
    const { logs, defaults } = factsOf(code);
    const verified = logs.filter(({ confidence, value }) => confidence !== 'unverified' && value.days !== null);
    for (const { value } of verified)
      expect(defaults.logRetentionDays.value).toBeGreaterThanOrEqual(value.days as number);
  });

  test('every region is in the tables and points back', () => {
    for (const region of factsOf(code).aws.regions)
      expect([region, awsRegion(region)?.country]).toEqual([region, code]);
    for (const region of factsOf(code).azure.regions) {
      expect([region, azureRegion(region)?.country]).toEqual([region, code]);
      expect(azureLocation(region)).toBe(region);
    }
    const listed = (table: Record<string, { country: string; partition?: string }>): string[] =>
      Object.keys(table).filter((region) => table[region]?.country === code);
    expect(listed(aws.regions).sort()).toEqual([...factsOf(code).aws.regions].sort());
    expect(listed(azure.regions).sort()).toEqual([...factsOf(code).azure.regions].sort());
  });
});

describe('AWS', () => {
  const regions = Object.entries(aws.regions);
  const instances: [string, AwsInstance][] = Object.entries(aws.instances);

  test('offers name known zones of the region and known instance types', () => {
    for (const [region, { offers, zones }] of regions)
      for (const [type, where] of Object.entries(offers)) {
        expect([region, type, Object.hasOwn(aws.instances, type)]).toEqual([region, type, true]);
        expect([region, type, where.length > 0]).toEqual([region, type, true]);
        expect([region, type, where.filter((zone) => !zones.includes(zone))]).toEqual([region, type, []]);
      }
  });

  test('a zone belongs to one region, by its id', () => {
    const all = regions.flatMap(([, { zones }]) => zones);
    expect(new Set(all).size).toBe(all.length);
    for (const zone of all) expect(zone).toMatch(/^[a-z]{2,6}\d-az\d$/);
  });

  test.each(instances)('%s: EFA is on cards it has', (_, { efaCards, networkCards, gpus }) => {
    expect(new Set(efaCards).size).toBe(efaCards.length);
    expect([...efaCards].sort((a, b) => a - b)).toEqual(efaCards);
    for (const card of efaCards) expect(card >= 0 && card < networkCards).toBe(true);
    expect(gpus).toBeGreaterThan(0);
  });

  test.each([
    ['p4d.24xlarge', 4, [0, 1, 2, 3]],
    ['p5.48xlarge', 32, Array.from({ length: 32 }, (_, card) => card)],
    ['p5en.48xlarge', 16, Array.from({ length: 16 }, (_, card) => card)],
    ['p6-b200.48xlarge', 8, Array.from({ length: 8 }, (_, card) => card)],
    ['p6-b300.48xlarge', 17, Array.from({ length: 16 }, (_, card) => card + 1)],
  ])('%s has EFA on the cards the vendor says', (type, cards, efa) => {
    expect(aws.instances[type]).toMatchObject({ networkCards: cards, efaCards: efa });
  });

  test('what is known against a zone names a zone there is', () => {
    for (const { region, zones, lastChecked } of aws.zoneHealth) {
      expect(lastChecked).toMatch(date);
      for (const zone of zones) expect(awsRegion(region)?.zones).toContain(zone);
    }
    expect(awsZoneHealth('mec1-az2')?.status).toBe('damaged');
    expect(awsZoneHealth('mec1-az1')).toBeUndefined();
  });

  test('types that are absent somewhere are absent from known regions', () => {
    for (const [type, where] of Object.entries(aws.absentTypes)) {
      expect(type).toMatch(/^[A-Z]\w+::\w+::\w+$/);
      expect([type, where.filter((region) => !awsRegion(region))]).toEqual([type, []]);
    }
    expect(awsTypeAvailable('AWS::S3::Bucket', 'ap-south-2')).toBe(true);
    expect(awsTypeAvailable('constructor', 'ap-south-2')).toBe(true);
  });
});

describe('Azure', () => {
  const regions = Object.entries(azure.regions);

  test('offers name known sizes', () => {
    for (const [region, { offers }] of regions)
      expect([region, offers.filter((size) => !Object.hasOwn(azure.sizes, size))]).toEqual([region, []]);
  });

  test('a pair is a known region, of the country it says', () => {
    for (const [region, { pair, pairCountry }] of regions) {
      expect([region, pair === null]).toEqual([region, pairCountry === null]);
      if (pair) expect([region, azureRegion(pair)?.country]).toEqual([region, pairCountry]);
    }
  });

  test.each([
    ['IN', /indiasouthcentral/],
    ['IN', /jioindiacentral/],
    ['IN', /jioindiawest/],
    ['KR', /koreasouth.*restricted/],
    ['SA', /saudiarabiaeast/],
  ])('%s: where the sources disagree it is said: %s', (code, seam) => {
    expect(disagreements(code)).toContainEqual(expect.stringMatching(seam));
  });
});

test('words of the prototype name nothing', () => {
  for (const word of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect(country(word)).toBeUndefined();
    expect(awsRegion(word)).toBeUndefined();
    expect(azureRegion(word)).toBeUndefined();
    expect(sourceTitle(word)).toBe(word);
    expect(countryName(word)).toBe(word);
    expect(disagreements(word)).toEqual([]);
  }
});

describe('custody', () => {
  test('regions with CloudHSM are regions of the catalogue', () => {
    for (const region of awsCustody.hsmRegions.regions) expect(aws.regions).toHaveProperty([region]);
    for (const { asOf: day, source } of [awsCustody.hsmRegions, awsCustody.stores]) {
      expect(day).toMatch(date);
      expect(source.length).toBeGreaterThan(10);
    }
  });

  test('each level says what it is; each purpose reaches all of them, or none and says what is taken instead', () => {
    expect(Object.keys(awsCustody.levels)).toEqual(['cmk', 'hsm-cmk', 'external']);
    for (const { reaches, takes } of Object.values(awsCustody.purposes)) {
      expect([[], ['cmk', 'hsm-cmk', 'external']]).toContainEqual(reaches);
      expect(takes).not.toBe('');
    }
  });
});
