/**
 * Dated, sourced facts about countries, regions and GPUs. Everything here is data: the product's rules live elsewhere.
 * A fact marked `unverified` is never presented as settled.
 */
import awsJson from './data/aws.json';
import handlersJson from './data/aws-handlers.json';
import azureJson from './data/azure.json';
import azureCustodyJson from './data/azure-custody.json';
import azureEgressJson from './data/azure-egress.json';
import azureLustreJson from './data/azure-lustre.json';
import countriesJson from './data/countries.json';
import custodyJson from './data/custody.json';
import imagesJson from './data/images.json';
import lustreJson from './data/lustre.json';
import type {
  AwsFile,
  AwsInstance,
  AwsRegion,
  AzureCustodyFile,
  AzureEgressFile,
  AzureFile,
  AzureLustreFile,
  AzureRegion,
  AzureSize,
  CountryFacts,
  CustodyFile,
  CustodyLevel,
  HandlersFile,
  ImagesFile,
  LustreFile,
} from './schema';
import { custodyLevel } from './schema';

export type * from './schema';
export { custodyLevel };

const countries = countriesJson as unknown as {
  asOf: string;
  sources: Record<string, { title: string; kind: string }>;
  countries: Record<string, CountryFacts>;
};
export const aws = awsJson as unknown as AwsFile;
export const azure = azureJson as unknown as AzureFile;
/** What an AKS cluster must reach outside, and what of the vendor's list it need not. */
export const azureEgress = azureEgressJson as unknown as AzureEgressFile;
/** Levels of custody on AWS, and which of them each purpose reaches. */
export const awsCustody = custodyJson as unknown as CustodyFile;
/** What a purpose can be held at: a level of custody, or the vendor's own key. */
export type Held = 'vendor' | CustodyLevel;
/** Levels from the lowest: the vendor's own key, then those a customer holds. */
export const HELD: readonly Held[] = ['vendor', ...custodyLevel.options];
/** Place of a level among them: the higher, the more of it the country holds. */
export const custodyRank = (level: Held): number => HELD.indexOf(level);

/** Levels of custody on Azure, and which of them each purpose reaches in each dialect of the provider. */
export const azureCustody = azureCustodyJson as unknown as AzureCustodyFile;
/** What CloudFormation asks IAM for, by resource type. */
export const awsHandlers = handlersJson as unknown as HandlersFile;
/** Sizes FSx for Lustre takes. */
export const lustre = lustreJson as unknown as LustreFile;
/** Sizes Azure Managed Lustre takes, and the subnets they need. */
export const azureLustre = azureLustreJson as unknown as AzureLustreFile;
/** Images a region runs: what is mirrored, and what the vendor serves in the region. */
export const images = imagesJson as unknown as ImagesFile;

/** Date the country facts were read. */
export const asOf = countries.asOf;

/** ISO 3166-1 alpha-2 codes of the catalogue's countries, sorted. */
export const countryCodes: readonly string[] = Object.keys(countries.countries).sort();

/** Facts about a country, or undefined for one the catalogue does not hold. Codes are upper case. */
export const country = (code: string): CountryFacts | undefined => own(countries.countries, code);

/** Name of a country; the code itself for one the catalogue does not hold. */
export const countryName = (code: string): string => country(code)?.name ?? own(OTHER_NAMES, code) ?? code;

/** Title of a source named in a fact's `sources`. */
export const sourceTitle = (id: string): string => own(countries.sources, id)?.title ?? id;

export const awsRegion = (region: string): AwsRegion | undefined => own(aws.regions, region);
export const awsInstance = (type: string): AwsInstance | undefined => own(aws.instances, type);
export const azureRegion = (location: string): AzureRegion | undefined => own(azure.regions, location);
export const azureSize = (size: string): AzureSize | undefined => own(azure.sizes, size);

/** Azure writes a location as `Central India` or `centralindia`; the catalogue keeps the second form. */
export const azureLocation = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

/**
 * The region abroad that contents of a key vault are copied to, by the vendor and without a switch; undefined where they
 * stay in the country.
 */
export function vaultCopiedTo(location: string): string | undefined {
  const { pair, pairCountry, country: here } = azureRegion(location) ?? {};
  const stays = !pair || pairCountry === here || azureCustody.vaultStays.regions.includes(location);
  return stays ? undefined : pair;
}

/**
 * Levels of custody that a purpose reaches in a region: what its service takes in that dialect of the provider, without a
 * vault where vaults are copied abroad. Empty: no key of a customer.
 */
export function azureReaches(purpose: string, dialect: 'v4' | 'v5', location: string): readonly CustodyLevel[] {
  if (purpose === 'etcd' && azureCustody.notIntegrated.regions.includes(location)) return [];
  const levels = own(azureCustody.purposes, purpose)?.reaches[dialect] ?? [];
  return vaultCopiedTo(location) ? levels.filter((level) => level !== 'cmk') : levels;
}

/** Whether CloudFormation knows `type` in `region` (true where the catalogue has no row for the type). */
export const awsTypeAvailable = (type: string, region: string): boolean =>
  !own(aws.absentTypes, type)?.includes(region);

/** USD an hour of a type on demand, or undefined where the catalogue has no price. */
export const awsPrice = (type: string, region: string): number | undefined => own(own(aws.prices, region) ?? {}, type);
/** USD an hour of a size, pay as you go, or undefined where the catalogue has no price. */
export const azurePrice = (size: string, location: string): number | undefined =>
  own(own(azure.prices, location) ?? {}, size);
/** IAM actions that CloudFormation's handlers of a type ask for; undefined where the catalogue has no row for it. */
export const handlerActions = (type: string): readonly string[] | undefined => own(awsHandlers.types, type)?.split(' ');

/** What is known against a zone, if anything. */
export const awsZoneHealth = (zone: string) => aws.zoneHealth.find((entry) => entry.zones.includes(zone));

/** Places where the fact files disagree about a country's Azure regions, in words. */
export function disagreements(code: string): string[] {
  return Object.entries(azure.regions)
    .filter(([, region]) => region.country === code)
    .flatMap(([name, region]) => (region.disagreements ?? []).map((text) => `azure ${name}: ${text}`));
}

/** Verified means read in a text, not remembered: anything but `unverified`. */
export const isVerified = (fact: { confidence: string }): boolean => fact.confidence !== 'unverified';

function own<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const OTHER_NAMES: Record<string, string> = {
  US: 'United States',
  IE: 'Ireland',
  HK: 'Hong Kong',
  TW: 'Taiwan',
  TH: 'Thailand',
  BH: 'Bahrain',
  CN: 'China',
  NL: 'Netherlands',
  AT: 'Austria',
  BE: 'Belgium',
  CL: 'Chile',
  DK: 'Denmark',
  PL: 'Poland',
};
