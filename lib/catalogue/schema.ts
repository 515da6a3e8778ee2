/** Shapes of the catalogue's data files. Types are inferred from here; a test holds the data to them. */
import { z } from 'zod';

/** `primary` official text or SDK data · `derived` machine-readable copy · `secondary` law firm, vendor, news · `unverified` general knowledge. */
export const confidence = z.enum(['primary', 'derived', 'secondary', 'unverified']);
const provenance = { asOf: z.string(), confidence, sources: z.array(z.string()).min(1), note: z.string().optional() };
const fact = <T extends z.ZodType>(value: T) => z.strictObject({ value, ...provenance });
const floor = <T extends z.ZodType>(value: T) =>
  z.strictObject({ value, basis: z.enum(['law', 'scheme', 'design-choice']), text: z.string(), ...provenance });

export const custodyLevel = z.enum(['cmk', 'hsm-cmk', 'external']);

const prose = fact(z.unknown());
const presence = z.strictObject({ regions: z.array(z.string()), ...provenance });

export const countryFacts = z.strictObject({
  name: z.string(),
  languages: prose,
  aiProgramme: prose,
  law: fact(z.looseObject({ name: z.string() })),
  transfer: fact(z.looseObject({ regime: z.string(), clauses: z.array(z.string()) })),
  dataClasses: prose,
  keys: prose,
  exportControl: prose,
  openaiForCountries: prose.optional(),
  modelSecurity: prose.optional(),
  publicSector: prose.optional(),
  sectorLocalisation: z.array(prose).optional(),
  other: z.array(prose).optional(),
  logs: z.array(
    fact(z.strictObject({ regime: z.string(), days: z.number().nullable(), inCountry: z.boolean().optional() })),
  ),
  incidents: z.array(
    fact(z.strictObject({ regime: z.string(), hours: z.number().nullable(), to: z.string().optional() })),
  ),
  defaults: z.strictObject({
    logRetentionDays: floor(z.number().int().positive()),
    keyCustody: floor(custodyLevel),
    firstIncidentReportHours: floor(z.number()),
    residency: floor(z.string()),
    logsInCountry: z.boolean(),
  }),
  aws: presence,
  azure: presence,
});

export const countriesFile = z.strictObject({
  asOf: z.string(),
  sources: z.record(
    z.string(),
    z.looseObject({ title: z.string(), address: z.string().nullable().optional(), kind: confidence }),
  ),
  countries: z.record(z.string().regex(/^[A-Z]{2}$/), countryFacts),
});

const table = z.strictObject({ asOf: z.string(), confidence, source: z.string() });

export const awsFile = z.strictObject({
  sources: z.record(
    z.enum([
      'regions',
      'zones',
      'offers',
      'instances',
      'fullCards',
      'efaCards',
      'absentTypes',
      'zoneHealth',
      'imageAccounts',
      'general',
      'prices',
      'ultraServers',
    ]),
    table,
  ),
  zoneHealth: z.array(
    z.strictObject({
      region: z.string(),
      zones: z.array(z.string()),
      status: z.enum(['damaged']),
      since: z.string(),
      lastChecked: z.string(),
      confidence,
      text: z.string(),
    }),
  ),
  regions: z.record(
    z.string(),
    z.strictObject({
      country: z.string(),
      name: z.string(),
      partition: z.string(),
      optIn: z.boolean(),
      zones: z.array(z.string()),
      /** Account of the registry that holds EKS add-on images in this region; null where it is not known. */
      imageAccount: z.string().nullable(),
      /** General-purpose types for system nodes, newest first, with the zones that offer them. */
      general: z.record(z.string(), z.array(z.string())),
      offers: z.record(z.string(), z.array(z.string())),
    }),
  ),
  instances: z.record(
    z.string(),
    z.strictObject({
      gpu: z.string(),
      gpus: z.number().int().positive(),
      gpuMemoryMiB: z.number(),
      vcpus: z.number().int(),
      memoryMiB: z.number(),
      arch: z.enum(['x86_64', 'arm64']),
      networkCards: z.number().int(),
      efaCards: z.array(z.number().int()),
      nvmeGB: z.number(),
      placement: z.array(z.enum(['cluster', 'partition', 'spread'])),
      purchase: z.array(z.enum(['on-demand', 'spot', 'capacity-block'])),
      /** Instances of one UltraServer, of each size it is sold in; only types that are sold in no other way. */
      ultraServer: z.array(z.number().int().positive()).optional(),
    }),
  ),
  /** Region → instance type → USD an hour, on demand. */
  prices: z.record(z.string(), z.record(z.string(), z.number().positive())),
  /** Kubernetes version → EKS add-on → its version, with the mark of that one fact. */
  addons: z.record(
    z.string(),
    z.record(z.string(), table.extend({ version: z.string().regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/) })),
  ),
  absentTypes: z.record(z.string(), z.array(z.string())),
  /** Instance types whose network card 0 takes two interfaces: the node's own and that of EFA leave no third to pods. */
  fullCards: z.array(z.string()),
});

export const azureFile = z.strictObject({
  sources: z.record(
    z.enum(['regions', 'offers', 'sizes', 'localDisks', 'reservations', 'prices', 'kubernetes', 'actionGroups']),
    table,
  ),
  /** Regions that send alerts on by themselves; alerts of others are sent on from any region. */
  actionGroups: z.array(z.string()),
  regions: z.record(
    z.string(),
    z.strictObject({
      country: z.string(),
      name: z.string(),
      zones: z.number().int(),
      restricted: z.boolean(),
      pair: z.string().nullable(),
      pairCountry: z.string().nullable(),
      offers: z.array(z.string()),
      disagreements: z.array(z.string()).optional(),
    }),
  ),
  sizes: z.record(
    z.string(),
    z.strictObject({
      gpu: z.string(),
      gpus: z.number(),
      gpuMemoryGB: z.number(),
      vcpus: z.number(),
      memoryGiB: z.number(),
      /** Local disk the operating system can lie on: it is the node's own and dies with it. */
      localDiskGiB: z.number(),
      infinibandGbps: z.number(),
      arch: z.enum(['x86_64', 'arm64']),
      /** Whether on-demand capacity reservations take the size. */
      capacityReservation: z.boolean(),
      confidence,
    }),
  ),
  /** Kubernetes minor version → month AKS supports it until. */
  kubernetes: z.record(z.string(), z.string().regex(/^\d{4}-\d{2}$/)),
  /** Region → size → USD an hour, pay as you go. */
  prices: z.record(z.string(), z.record(z.string(), z.number().positive())),
});

export const imagesFile = z.strictObject({
  /** What is mirrored before the first deployment. */
  images: z.array(
    z.strictObject({
      /** Path of the mirror, below the country's prefix. */
      name: z.string(),
      /** Registry and repository it is copied from. */
      source: z.string(),
      tag: z.string(),
      /** `sha256:…`, where a source names it. */
      digest: z.string().nullable(),
      for: z.string(),
      /** What must be there for it to run. */
      when: z.enum(['always', 'nvidia', 'amd', 'efa', 'infiniband']),
      clouds: z.array(z.enum(['aws', 'azure'])),
      ...provenance,
    }),
  ),
  /** EKS add-on → its repositories in the registry that the vendor keeps in the region. */
  addons: z.record(z.string(), z.array(z.string())),
  addonImages: table,
  /** Part of AKS → its repositories in the vendor's registry. */
  aks: z.record(z.string(), z.array(z.string())),
  aksImages: table,
});

/** What each level of custody is, and where the services reach it. */
export const custodyFile = z.strictObject({
  hsmRegions: z.strictObject({ regions: z.array(z.string()), ...table.shape }),
  levels: z.record(
    custodyLevel,
    z.strictObject({ origin: z.string(), store: z.string(), made: z.string(), rotation: z.string() }),
  ),
  /** What a key store of one's own can and cannot do. */
  stores: table,
  /** Purpose of a key → the service that uses it, and the levels it reaches. */
  purposes: z.record(
    z.string(),
    z.strictObject({ service: z.string(), reaches: z.array(custodyLevel), takes: z.string() }),
  ),
});

/** The same for Azure. What a service reaches depends on the provider's dialect, too. */
export const azureCustodyFile = z.strictObject({
  levels: custodyFile.shape.levels,
  /** Which services take a key of a Managed HSM. */
  stores: table,
  /** Regions whose vaults the vendor does not copy to their pair, although they have one. */
  vaultStays: z.strictObject({ regions: z.array(z.string()), ...table.shape }),
  /** Regions whose API servers cannot stand in the customer's network. */
  notIntegrated: z.strictObject({ regions: z.array(z.string()), ...table.shape }),
  purposes: z.record(
    z.string(),
    z.strictObject({
      service: z.string(),
      reaches: z.strictObject({ v4: z.array(custodyLevel), v5: z.array(custodyLevel) }),
      takes: z.string(),
    }),
  ),
});

export const handlersFile = z.strictObject({
  source: table,
  /** CloudFormation type → IAM actions its handlers ask for, of every operation, apart by spaces. */
  types: z.record(z.string(), z.string()),
});

export const lustreFile = z.strictObject({
  /** Throughput, MB/s per TiB → least capacity of an EFA-enabled file system, and the step it grows by, GiB. */
  stepGiB: z.record(z.enum(['125', '250', '500', '1000']), z.number().int().positive()),
  ...table.shape,
});

/** Names AKS needs of the world, by what needs them; names it can be refused; zones that take no new firewall. */
export const azureEgressFile = z.strictObject({
  rows: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z-]+$/),
      names: z.array(z.string()).min(1),
      /** What of a cell needs them; the row goes where nothing does. */
      for: z.enum(['cluster', 'policy', 'gpu-driver', 'sensor']),
      reason: z.string(),
    }),
  ),
  /** Names the vendor lists and no firewall here lets through. */
  refused: z.array(z.strictObject({ names: z.array(z.string()).min(1), reason: z.string() })),
  zonesShort: z.strictObject({ regions: z.record(z.string(), z.string()), ...table.shape }),
  ...table.shape,
});

const lustreThroughput = z.enum(['40', '125', '250', '500']);

export const azureLustreFile = z.strictObject({
  /** Throughput, MB/s per TiB → least capacity, and the step it grows by, TiB. */
  stepTiB: z.record(lustreThroughput, z.number().int().positive()),
  /** Throughput → largest capacity sold without asking, TiB. */
  mostTiB: z.record(lustreThroughput, z.number().int().positive()),
  /** Prefix of the subnet that holds a capacity, by rising capacity. */
  subnets: z.array(z.strictObject({ upToTiB: z.number().int(), prefix: z.number().int().min(16).max(29) })).min(1),
  ...table.shape,
});

export type Confidence = z.infer<typeof confidence>;
export type CustodyLevel = z.infer<typeof custodyLevel>;
export type CountryFacts = z.infer<typeof countryFacts>;
export type Floor<T> = { value: T; basis: 'law' | 'scheme' | 'design-choice'; text: string } & Provenance;
export type Provenance = { asOf: string; confidence: Confidence; sources: string[]; note?: string };
export type CustodyFile = z.infer<typeof custodyFile>;
export type AzureCustodyFile = z.infer<typeof azureCustodyFile>;
export type LustreFile = z.infer<typeof lustreFile>;
export type ImagesFile = z.infer<typeof imagesFile>;
export type HandlersFile = z.infer<typeof handlersFile>;
export type AwsFile = z.infer<typeof awsFile>;
export type AwsRegion = AwsFile['regions'][string];
export type AwsInstance = AwsFile['instances'][string];
export type AzureEgressFile = z.infer<typeof azureEgressFile>;
export type AzureFile = z.infer<typeof azureFile>;
export type AzureRegion = AzureFile['regions'][string];
export type AzureSize = AzureFile['sizes'][string];
export type AzureLustreFile = z.infer<typeof azureLustreFile>;
